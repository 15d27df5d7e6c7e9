"""Our recognizers inside Presidio's analyzer, with the spaCy model that is installed as a package.

Importing this module loads Presidio and spaCy (seconds); `detect` imports it when the first text comes.
"""

from __future__ import annotations

from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine

from anonymize.findings import Finding
from anonymize.recognizers import RECOGNIZERS
from anonymize.recognizers.named_entities import names_in
from anonymize.recognizers.rule import Recognizer
from anonymize.vocabulary import MODEL

LANGUAGE = "en"
_NAMES = {"PERSON": "PERSON", "ORG": "ORGANIZATION"}


class RuleRecognizer(EntityRecognizer):
    """One of our recognizers; a result's score is its certainty over ten."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        super().__init__(supported_entities=list(recognizer.entities), name=recognizer.name)

    def load(self) -> None:
        """Rules are loaded with their modules."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        return [_result(f) for f in self._recognizer.find(text) if f.entity in entities]


class NameRecognizer(EntityRecognizer):
    """People and organizations as the spaCy model sees them, read again by `named_entities`."""

    def __init__(self) -> None:
        super().__init__(supported_entities=list(_NAMES.values()), name="named entities")

    def load(self) -> None:
        """The NLP engine has loaded the model."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        spans = ((s.start_char, s.end_char, _NAMES.get(s.label_)) for s in nlp_artifacts.entities)
        return [_result(f) for start, end, kind in spans if kind in entities for f in names_in(text, start, end, kind)]


def analyzer() -> AnalyzerEngine:
    registry = RecognizerRegistry(
        recognizers=[*map(RuleRecognizer, RECOGNIZERS), NameRecognizer()], supported_languages=[LANGUAGE]
    )
    return AnalyzerEngine(registry=registry, nlp_engine=_nlp_engine(), supported_languages=[LANGUAGE])


def artifacts(doc: Any) -> NlpArtifacts:
    """The names in a read text. Presidio's own also hold every token's lemma, which nothing of ours asks for."""
    return NlpArtifacts(list(doc.ents), doc, [], [], None, LANGUAGE)


def recognizer_of(result: RecognizerResult) -> str:
    return str(result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY])


def _nlp_engine() -> Any:
    """Set up without `load()`, which would download a missing model and look for a GPU."""
    engine: Any = SpacyNlpEngine(models=[{"lang_code": LANGUAGE, "model_name": MODEL}])
    engine.nlp = {LANGUAGE: spacy.load(MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])}
    return engine


def _result(finding: Finding) -> RecognizerResult:
    return RecognizerResult(finding.entity, finding.start, finding.end, int(finding.certainty) / 10)
