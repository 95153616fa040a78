rule export:
    input:
        tables=files_of("review"),
        rejected=[
            path
            for stage in ("ingest", "normalize", "extract", "deduplicate", "validate")
            for path in files_of(stage, ("rejected",))
        ],
        inputs=files_of("ingest", ("inputs",)),
        places="results/gazetteer/places.parquet",
        codebook=codebook_files(),
        notice=CHECKOUT / "NOTICE",
    output:
        directory("results/candidate/export"),
        directory("results/candidate/public"),
    log:
        "results/logs/export/export.log",
    benchmark:
        "results/benchmarks/export/export.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(4000),
        runtime=120,
    params:
        code=provenance.code_digest("export"),
        all_code=[provenance.code_digest(stage) for stage in (*UPSTREAM, "review")],
        codebook=CODEBOOK,
        tables=lambda wildcards: folders_of("review"),
        rejected=lambda wildcards: folders_of(
            "ingest", "normalize", "extract", "deduplicate", "validate"
        ),
        inputs=lambda wildcards: folders_of("ingest"),
        config=shown_config(),
        options=options("export"),
        out=lambda wildcards, output: Path(output[0]).parent,
    message:
        "Exporting both editions"
    shell:
        sijill(
            "export --tables {params.tables} --rejected {params.rejected} --inputs {params.inputs}"
            " --places {input.places:q} --codebook {params.codebook:q} --config {params.config:q}"
            " --notice {input.notice:q} {params.options} --out {params.out:q}"
        )


# A process of its own for each: it sees nothing but the files of its edition (see database.py).
rule database:
    input:
        gate=gate_of("export"),
        edition="results/candidate/{edition}",
    output:
        "results/candidate/{edition}.duckdb",
    log:
        "results/logs/export/{edition}-database.log",
    benchmark:
        "results/benchmarks/export/{edition}-database.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=4000,
        runtime=60,
    params:
        code=provenance.code_digest("database"),
    message:
        "Making the database of {wildcards.edition}"
    shell:
        sijill("database --edition {input.edition:q} --out {output:q}")


rule publish:
    input:
        gate=gate_of("export"),
        candidate=["results/candidate/export", "results/candidate/public"],
        databases=[
            "results/candidate/export.duckdb",
            "results/candidate/public.duckdb",
        ],
    # The whole folders are replaced; only these files are declared, since Snakemake deletes what a rule declares
    # before it runs, and the last good dataset must stay until the new one takes its place.
    output:
        report(
            "results/export/SHA256SUMS",
            caption="../report/export.rst",
            category="Dataset",
        ),
        "results/public/SHA256SUMS",
    log:
        "results/logs/export/publish.log",
    benchmark:
        "results/benchmarks/export/publish.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(500),
        runtime=30,
    params:
        out=lambda wildcards, output: Path(output[0]).parents[1],
        candidate=lambda wildcards, input: Path(input.candidate[0]).parent,
    message:
        "Publishing the dataset"
    shell:
        sijill("publish --candidate {params.candidate:q} --out {params.out:q}")
