rule report:
    input:
        export="results/export/SHA256SUMS",
        verdicts=expand("results/quality/{stage}/verdict.json", stage=UPSTREAM),
        gates=expand("results/quality/{stage}/gate.json", stage=UPSTREAM),
    output:
        report(
            "results/report/index.html",
            caption="../report/page.rst",
            category="Dataset",
        ),
    log:
        "results/logs/report/report.log",
    benchmark:
        "results/benchmarks/report/report.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(4000),
        runtime=30,
    params:
        code=provenance.code_digest("report"),
        export=lambda wildcards, input: Path(input.export).parent,
        quality=lambda wildcards, input: Path(input.gates[0]).parents[1],
    message:
        "Writing the report page"
    shell:
        sijill(
            "report --export {params.export:q} --quality {params.quality:q} --out {output:q}"
        )
