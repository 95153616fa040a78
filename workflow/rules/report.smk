rule report:
    input:
        export="results/export/SHA256SUMS",
        agreement="results/review/agreement.json",
        verdicts=expand("results/quality/{stage}/verdict.json", stage=UPSTREAM),
        gates=expand("results/quality/{stage}/gate.json", stage=UPSTREAM),
    # The page brings many data files of its own beside it (assets, data); it is written last.
    output:
        page="results/report/index.html",
        flow=report(
            "results/report/figures/flow.svg",
            caption="../report/flow.rst",
            category="Dataset",
        ),
        types=report(
            "results/report/figures/types.svg",
            caption="../report/types.rst",
            category="Dataset",
        ),
        realis=report(
            "results/report/figures/realis.svg",
            caption="../report/realis.rst",
            category="Dataset",
        ),
        months=report(
            "results/report/figures/months.svg",
            caption="../report/months.rst",
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
        runtime=60,
    params:
        code=provenance.code_digest("report"),
        export=lambda wildcards, input: Path(input.export).parent,
        quality=lambda wildcards, input: Path(input.gates[0]).parents[1],
        review=lambda wildcards, input: Path(input.agreement).parent,
    message:
        "Writing the review site"
    shell:
        sijill(
            "report --export {params.export:q} --quality {params.quality:q} --review {params.review:q}"
            " --out {output.page:q}"
        )
