"""Every setting, read from `FINEPRINT_…` variables or an `.env` file; the defaults run everything on this machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="FINEPRINT_", env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    data_dir: Path = Field(Path("data"), description="Everything embedded lives below this folder.")
    account: str | None = Field(None, description="Which Jobber account, where more than one is connected.")
    database_url: str | None = Field(None, description="SQL database; default SQLite in the data folder.")
    qdrant_url: str | None = Field(None, description="A Qdrant server; default Qdrant Edge in the data folder.")
    qdrant_api_key: SecretStr | None = Field(None, description="The Qdrant server's API key.")
    qdrant_ca: Path | None = Field(None, description="The certificate authority (PEM) of a Qdrant server with TLS.")
    qdrant_grpc_port: int | None = Field(None, description="Write to and search the Qdrant server over gRPC, there.")
    qdrant_quantized: bool = Field(True, description="Whether the server keeps int8 copies of vectors in memory.")
    embedding_model: Path | None = Field(None, description="Folder of a sentence-transformers model; default MiniLM.")
    reranker: Path | None = Field(None, description="Folder of a cross-encoder that looks at hits a second time.")
    jobber_url: str = Field("https://api.getjobber.com", description="Jobber, or a simulator's address.")
    jobber_client_id: str = Field("", description="The app's client id from Jobber's Developer Center.")
    jobber_client_secret: SecretStr = Field(SecretStr(""), description="The app's client secret.")
    jobber_version: str = Field("2026-07-27", description="Version of Jobber's API that is asked for.")
    jobber_reserve: int = Field(2000, ge=0, le=9000, description="Rate limit points left to other apps.")
    jobber_redirect_uri: str | None = Field(None, description="Default: the public URL + /oauth/jobber/callback.")
    master_key: SecretStr | None = Field(None, description="32 bytes, base64 or hex, that seal everything at rest.")
    master_key_file: Path | None = Field(None, description="A 0600 file with the master key, outside the data folder.")
    next_master_key: SecretStr | None = Field(None, description="The key `keys rotate` goes over to, where one is set.")
    erasure_register: Path | None = Field(None, description="Who was erased; default a file beside the master key's.")
    audit_anchor: Path | None = Field(None, description="The audit log's end; default a file beside the master key's.")
    oidc_issuer: str | None = Field(None, description="Who people sign in with, an OpenID Connect issuer's address.")
    oidc_client_id: str = Field("", description="This service's client id at the issuer.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Its secret there.")
    slack_webhook_url: SecretStr | None = Field(None, description="Slack incoming webhook for alerts; unset: none.")
    smtp_url: SecretStr | None = Field(None, description="smtp:// or smtps://user:password@host:port; unset: no mail.")
    alerts_from: str = Field("fineprint@localhost", description="The sender of alerts by mail.")
    llm_url: str | None = Field(None, description="An OpenAI-compatible endpoint, ending in /v1; unset: no model.")
    llm_model: str | None = Field(None, description="The model to ask of that endpoint.")
    llm_api_key: SecretStr = Field(SecretStr(""), description="The endpoint's API key.")
    llm_seconds: float = Field(30.0, gt=0, description="How long a reply of the model may take in all.")
    llm_context_tokens: int = Field(16_000, ge=2_000, description="How much the model reads and writes in one call.")
    llm_reply_tokens: int = Field(1_000, ge=100, description="The longest reply asked of the model.")
    llm_tokens_per_day: int | None = Field(
        2_000_000, ge=0, description="Tokens a day (UTC), in and out; no more calls then."
    )
    llm_money_per_day: Decimal | None = Field(None, ge=0, description="What the model may cost a day (UTC).")
    llm_price_in: Decimal = Field(Decimal(0), ge=0, description="What a million tokens read by the model cost.")
    llm_price_out: Decimal = Field(Decimal(0), ge=0, description="What a million tokens written by the model cost.")
    questions_per_minute: int = Field(60, ge=1, description="How many questions and checks each user may ask a minute.")
    public_url: str = Field("http://127.0.0.1:8000", description="Where people and Jobber reach this service.")
    timezone: str | None = Field(None, description="The account's time zone, e.g. America/Chicago; unset means UTC.")
    vocabulary: Path | None = Field(None, description="A contractor's own trade words, a TOML file; unset: none.")
    sync_at: time | None = Field(None, description="Nightly sync of `serve`, HH:MM in the account's zone; unset: none.")
    log_format: Literal["text", "json"] = Field("text", description="Log lines for people, or JSON a line.")
    traces_url: str | None = Field(None, description="An OpenTelemetry collector, http://host:4318; unset: no traces.")
    stop_seconds: float = Field(30.0, ge=0, description="How long a stop waits for work under way.")
    today: date | None = Field(None, description="A fixed business date for demos and tests; default the real day.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (KeyError, ValueError, OSError) as error:
                raise ValueError(f"{name!r} is not a time zone; use a name such as America/Chicago") from error
        return name

    @model_validator(mode="after")
    def _model_is_named(self) -> Settings:
        if self.llm_url and not self.llm_model:
            raise ValueError("FINEPRINT_LLM_URL is set: say with FINEPRINT_LLM_MODEL which model to ask there")
        if self.llm_money_per_day is not None and not (self.llm_price_in or self.llm_price_out):
            raise ValueError("FINEPRINT_LLM_MONEY_PER_DAY needs FINEPRINT_LLM_PRICE_IN and FINEPRINT_LLM_PRICE_OUT")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    @property
    def redirect_uri(self) -> str:
        return self.jobber_redirect_uri or f"{self.public_url.rstrip('/')}/oauth/jobber/callback"

    @property
    def sql_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'fineprint.sqlite'}"

    @property
    def is_shared(self) -> bool:
        """Whether several processes may work at once: PostgreSQL and a Qdrant server; else one owns the data folder."""
        return self.qdrant_url is not None and not self.sql_url.startswith("sqlite")

    @property
    def workflows_url(self) -> str:
        """DBOS keeps its own tables: a file of its own beside SQLite, a schema of its own in PostgreSQL."""
        if self.sql_url.startswith("sqlite"):
            return f"sqlite:///{self.data_dir.resolve() / 'workflows.sqlite'}"
        return self.sql_url

    def business_day(self) -> date:
        """Today in the account's zone, or the fixed business date."""
        return self.today or datetime.now(UTC).astimezone(self.zone).date()
