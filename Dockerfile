# Fineprint for a server: the app (`serve`), the worker (`worker`) and every other command are this one image.
# The models are packages and so inside it; it needs no network but Jobber's, the databases' and what you configure.
#   docker build --tag fineprint .
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
# The CPU build of torch: the one on PyPI brings gigabytes of CUDA. Empty for a mirror that has CPU builds only.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# The image's own pip may be older than the one that constraints.txt was tried with.
RUN python -m venv /opt/fineprint && /opt/fineprint/bin/python -m pip install --upgrade "pip>=25.1"
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
COPY anonymize anonymize
COPY retrieval retrieval
COPY ingest ingest
COPY service service
# torch stands in the same command as everything that needs it, or it is installed twice.
RUN /opt/fineprint/bin/pip install ${TORCH_INDEX:+--extra-index-url $TORCH_INDEX} \
    --constraint constraints.txt torch==2.13.0 .

FROM ${PYTHON}
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent fineprint \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data /keep /tmp/fineprint
COPY --from=build /opt/fineprint /opt/fineprint
ENV PATH=/opt/fineprint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    TOKENIZERS_PARALLELISM=false \
    HOME=/tmp \
    FINEPRINT_DATA_DIR=/data \
    FINEPRINT_MASTER_KEY_FILE=/keep/master.key \
    FINEPRINT_ERASURE_REGISTER=/keep/erasures.jsonl \
    FINEPRINT_AUDIT_ANCHOR=/keep/audit-anchor.json
# /data: sealed originals (and, without servers, the databases); /keep: what no backup of /data may take back, and a master
# key where FINEPRINT_MASTER_KEY gives none: what lies under HOME is gone with the container.
VOLUME ["/data", "/keep"]
WORKDIR /data
USER 10001:10001
EXPOSE 8000 8001
# The app and the worker both stop on SIGTERM: not ready first, then what is under way ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["fineprint"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
