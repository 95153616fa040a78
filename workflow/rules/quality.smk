rule check:
    input:
        suite=lambda wildcards: CHECKOUT
        / f"workflow/expectations/{wildcards.stage}.yaml",
        tables=lambda wildcards: checked_files(wildcards.stage),
    output:
        verdict="results/quality/{stage}/verdict.json",
        page="results/quality/{stage}/gx.html",
        rows=report(
            "results/quality/{stage}/rows.csv",
            caption="../report/rows.rst",
            category="Quality",
            subcategory="{stage}",
        ),
    log:
        "results/logs/quality/{stage}-check.log",
    benchmark:
        "results/benchmarks/quality/{stage}-check.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(4000),
        runtime=60,
    params:
        code=provenance.code_digest("check"),
        tables=lambda wildcards: folders_of(wildcards.stage),
        upstream=lambda wildcards: upstream_of(wildcards.stage),
        options=lambda wildcards: json.dumps(CONFIG[wildcards.stage], sort_keys=True),
        settings=lambda wildcards: quality_settings(wildcards.stage),
        # no input: the check is made anew for new tables, not because a dataset was published
        last=lambda wildcards: (
            "--last results/export" if wildcards.stage == "export" else ""
        ),
        out=lambda wildcards, output: Path(output.verdict).parent,
    message:
        "Checking {wildcards.stage}"
    shell:
        sijill(
            "check --stage {wildcards.stage} --suite {input.suite:q} --tables {params.tables}"
            " {params.upstream} {params.last} --options {params.options:q}"
            " --settings {params.settings:q} --out {params.out:q}"
        )


rule gate:
    input:
        verdict="results/quality/{stage}/verdict.json",
    output:
        "results/quality/{stage}/gate.json",
    log:
        "results/logs/quality/{stage}-gate.log",
    benchmark:
        "results/benchmarks/quality/{stage}-gate.tsv"
    retries: 0  # a closed gate stays closed, however often it is asked
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(500),
        runtime=5,
    params:
        code=provenance.code_digest("gate"),
    message:
        "Judging {wildcards.stage}"
    shell:
        sijill("gate --verdict {input.verdict:q} --out {output:q}")
