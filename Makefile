# Everything runs from Python 3.11 and make; the first target that needs the environment makes it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FINEPRINT_SHARED ?= ../shared
RETRIEVAL := $(FINEPRINT_SHARED)/evaluation/legalbench-rag-mini
LABELLED := $(FINEPRINT_SHARED)/evaluation/presidio-research/synth_dataset_v2_first500.json

export HF_HUB_OFFLINE = 1
export TOKENIZERS_PARALLELISM = false

.PHONY: setup demo serve test test-postgres test-long check bench bench-coverage bench-backfill bench-sync bench-crash bench-extract bench-webhooks bench-pages bench-reading bench-fuzz bench-fields bench-retrieval bench-latency bench-load bench-ingest size test-qdrant eval samples clean

setup: $(READY)

# torch stands in the same command as everything that needs it: any other way pulls gigabytes of CUDA.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch==2.13.0 --editable . --group dev
	@touch $(READY)

demo: setup
	$(BIN)/fineprint demo

serve: setup
	$(BIN)/fineprint serve

# One worker a core up to four: each loads the models for itself.
test: setup
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

# Every test that keeps rows, on PostgreSQL: FINEPRINT_TEST_POSTGRES_URL=postgresql+psycopg://postgres@127.0.0.1/test make test-postgres
# The role makes and drops databases beside the one it names. What is told of SQLite alone, and commands that open an
# installation in a folder of their own, stay on SQLite.
test-postgres: setup
	@test -n "$$FINEPRINT_TEST_POSTGRES_URL" || { echo "set FINEPRINT_TEST_POSTGRES_URL to a spare PostgreSQL"; exit 2; }
	FINEPRINT_TEST_DATABASE=postgresql $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

test-long: setup
	ROUND_TRIPS=10000 $(BIN)/python -m pytest tests/anonymize/test_round_trip.py
	FINEPRINT_TEST_SCHEDULES=2000 $(BIN)/python -m pytest tests/schedules
	FINEPRINT_TEST_ATTACKS=all $(BIN)/python -m pytest tests/attacks

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pip check

eval: setup
	$(BIN)/python -m benchmarks.sample_scores

bench: setup
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch==2.13.0 --group bench
	@if [ -f "$(LABELLED)" ]; then $(BIN)/python -m benchmarks.anonymize "$(LABELLED)"; \
	else echo "no labelled texts at $(LABELLED): masking is not measured"; fi
	$(BIN)/python -m benchmarks.sample_scores --all
	$(BIN)/python -m benchmarks.growth

bench-fields: setup
	FINEPRINT_SHARED="$(FINEPRINT_SHARED)" $(BIN)/python -m benchmarks.fields

bench-coverage: setup
	$(BIN)/python -m benchmarks.coverage

bench-backfill: setup
	$(BIN)/python -m benchmarks.backfill

bench-sync: setup
	$(BIN)/python -m benchmarks.sync_schedules

bench-crash: setup
	$(BIN)/python -m benchmarks.crash

bench-extract: setup
	$(BIN)/python -m benchmarks.extract

bench-retrieval: setup
	@if [ -d "$(RETRIEVAL)" ]; then for name in cuad privacy_qa; do echo "$$name"; $(BIN)/fineprint eval retrieval --masked \
	    --benchmark "$(RETRIEVAL)/benchmarks/$$name.json" --corpus "$(RETRIEVAL)/corpus"; done; \
	else echo "no benchmark at $(RETRIEVAL): search is not measured"; fi

bench-latency: setup
	$(BIN)/python -m benchmarks.latency

bench-load: setup
	$(BIN)/python -m benchmarks.load

bench-ingest: setup
	$(BIN)/python -m benchmarks.ingest_beside_plain

bench-webhooks: setup
	$(BIN)/python -m benchmarks.webhooks

bench-pages: setup
	$(BIN)/python -m benchmarks.leafing
	$(BIN)/python -m benchmarks.pages

# Against a real server: FINEPRINT_QDRANT_URL=http://127.0.0.1:6333 FINEPRINT_QDRANT_API_KEY=… make test-qdrant
# (with FINEPRINT_QDRANT_CA for TLS, and FINEPRINT_QDRANT_GRPC_PORT for gRPC). It makes collections named test-….
test-qdrant: setup
	@test -n "$$FINEPRINT_QDRANT_URL" || { echo "set FINEPRINT_QDRANT_URL to a server's address"; exit 2; }
	$(BIN)/python -m pytest tests/contract/test_vector_index.py -k server

size: setup
	$(BIN)/python -m benchmarks.size

bench-reading: setup
	$(BIN)/python -m benchmarks.reading

bench-fuzz: setup
	$(BIN)/python -m benchmarks.fuzz 500

samples: setup
	$(BIN)/python samples/harborline/build.py
	$(BIN)/python samples/harborline/second/build.py

clean:
	rm -rf $(VENV) .demo build
