# Two commands: `make dataset` builds the sample dataset, `make test` runs every check. Both set up .venv first.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: dataset evaluate test bench bench-scale bench-faults bench-fuzz cluster s3 kubernetes test-slurm test-s3 docs format clean \
        help
.DELETE_ON_ERROR:
# Every step starts Python: without its caches each start takes seconds.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make dataset   set up .venv and build the dataset config.yaml describes"
	@echo "make evaluate  set up .venv and score the reading against the labelled reports in resources/gold"
	@echo "make test      set up .venv and run all checks and tests"
	@echo "make cluster   add to .venv what a Slurm cluster needs (profiles/slurm)"
	@echo "make test-slurm  run the chain through a Slurm of one node (root, packages slurm-wlm and munge)"
	@echo "make s3        add to .venv what fetching from and delivering to an S3 store needs (workflow/s3.smk)"
	@echo "make kubernetes  add to .venv what a Kubernetes cluster needs (profiles/kubernetes)"
	@echo "make test-s3   move reports and a dataset from and to a local S3 store"
	@echo "make bench-scale  build 10,000, 100,000 and a million made-up reports and measure every stage"
	@echo "make bench     measure speed, beside the libraries we are compared with"
	@echo "make bench-faults  kill a run 20 times; the whole matrix of what must leave no trace in the bytes (an hour)"
	@echo "make bench-fuzz MINUTES=60  give everything that reads input what was made to do harm"
	@echo "make docs      write workflow/docs/tables.md and codebook.md anew"
	@echo "make format    format the code"
	@echo "make clean     remove results and caches (not .venv)"

dataset: .venv/ready
	@SIJILL_SUMMARY=later $(BIN)/snakemake
	@$(BIN)/python -m sijill summary

evaluate: .venv/ready
	@$(BIN)/snakemake evaluate
	@cat results/logs/evaluate/evaluate.log

test: .venv/ready
	$(BIN)/ruff check workflow tests
	$(BIN)/ruff format --check workflow tests
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadgroup -m "not slurm and not s3 and not faults"
	@echo "All checks and tests passed. Build the sample dataset: make dataset"

cluster: .venv/ready
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --no-deps --require-hashes -r requirements-cluster.lock

s3 kubernetes: .venv/ready
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --no-deps --require-hashes -r requirements-$@.lock

test-s3: .venv/ready
	$(BIN)/pytest -rs -m s3 tests/cluster

bench-scale: .venv/ready
	$(BIN)/python tests/bench/bench_scale.py

test-slurm: .venv/ready
	$(BIN)/pytest -rs -m slurm tests/cluster

bench: .venv/ready
	$(BIN)/python tests/bench/bench_text.py
	$(BIN)/python tests/bench/bench_ingest.py
	$(BIN)/python tests/bench/bench_match.py
	$(BIN)/python tests/bench/bench_extract.py
	$(BIN)/python tests/bench/bench_duplicates.py 20000 --only sijill truth
	$(BIN)/python tests/bench/bench_faults.py
	$(BIN)/python tests/bench/bench_fuzz.py --minutes $(MINUTES)

bench-faults: .venv/ready
	$(BIN)/pytest -m faults tests/workflow
	$(BIN)/python tests/bench/bench_faults.py

MINUTES ?= 60
bench-fuzz: .venv/ready
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --no-deps --require-hashes -r requirements-fuzz.lock \
	    || echo "without atheris: requirements-fuzz.lock cannot be installed here"
	$(BIN)/python tests/bench/bench_fuzz.py --minutes $(MINUTES)
	$(BIN)/python tests/bench/bench_megabyte.py

docs: .venv/ready
	$(BIN)/python -m sijill docs --out workflow/docs

format: .venv/ready
	$(BIN)/ruff check --fix workflow tests
	$(BIN)/ruff format workflow tests
	$(BIN)/snakefmt Snakefile workflow

clean:
	rm -rf .snakemake .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find results -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

# The lock names every package with its hash; --no-deps leaves out what overrides.txt names: torch and
# others that packages ask for and nothing here uses. pip comes from $(PYTHON), so the venv needs no ensurepip.
.venv/ready: requirements.lock
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --no-deps --no-compile --require-hashes -r requirements.lock
	echo "$(CURDIR)/workflow/src" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/sijill.pth"
	touch $@
