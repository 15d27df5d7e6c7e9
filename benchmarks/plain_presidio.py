"""Presidio as it comes, on the spaCy model we use and without its downloads: what ours is compared with."""

from __future__ import annotations

from typing import Any

from anonymize.vocabulary import MODEL, word_set

_NOT_NAMES = word_set("ORG CARDINAL EVENT LANGUAGE LAW MONEY ORDINAL PERCENT PRODUCT QUANTITY WORK_OF_ART")


def plain_engine() -> Any:
    """An AnalyzerEngine with every shipped recognizer; organizations are off, as in the shipped configuration."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # its snapshot, no network
    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": MODEL}],
        "ner_model_configuration": {"labels_to_ignore": sorted(_NOT_NAMES)},
    }
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())
