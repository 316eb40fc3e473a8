import { ConfigError } from '../core/errors.ts';
import { readYaml } from '../core/yaml-file.ts';
import type { Catalogue, Dimension, Metric } from './catalogue.ts';
import { CATALOGUE_RULES, STATISTICS } from './catalogue-rules.ts';
import { catalogueFileSchema, type DimensionEntry, type MetricEntry } from './catalogue-schema.ts';

export type CatalogueFile = {
  readonly catalogue: Catalogue;
  /** Where a metric or dimension stands in the file, for problems found once the tables are known: `config/metrics.yaml:41`. */
  readonly lineOf: (id: string) => string;
};

/**
 * The catalogue written in config/metrics.yaml. Expressions are checked for shape here and against the real tables by
 * check-expressions.ts. Throws ConfigError with every problem by file and line.
 */
export function loadCatalogue(text: string, fileName: string): Catalogue {
  return readCatalogueFile(text, fileName).catalogue;
}

/** As loadCatalogue, with where everything stands. */
export function readCatalogueFile(text: string, fileName: string): CatalogueFile {
  const { value, at } = readYaml(text, fileName, catalogueFileSchema);
  const problems = CATALOGUE_RULES.flatMap((rule) =>
    rule(value).map(({ path, problem }) => `${at(path)}: ${problem}`),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  const { metrics, dimensions } = value;
  const lines = new Map([
    ...dimensions.map(({ id }, index) => [id, at(['dimensions', index])] as const),
    ...metrics.map(({ id }, index) => [id, at(['metrics', index])] as const),
  ]);
  return {
    catalogue: { metrics: metrics.map(toMetric), dimensions: dimensions.map(toDimension) },
    lineOf: (id) => lines.get(id) ?? fileName,
  };
}

function toMetric({ minimum_sample, at_least, ...entry }: MetricEntry): Metric {
  const statistics = entry.statistics ?? STATISTICS[entry.kind];
  return {
    ...entry,
    labels: { ...entry.labels },
    statistics,
    statistic: entry.statistic ?? statistics[0] ?? 'count',
    minimumSample: minimum_sample,
    atLeast: at_least,
  };
}

function toDimension({ when_true, when_false, ...entry }: DimensionEntry): Dimension {
  return {
    ...entry,
    plural: entry.plural ?? `${entry.label}s`,
    whenTrue: when_true,
    whenFalse: when_false,
    extra: false,
  };
}
