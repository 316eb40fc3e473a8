import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from './errors.ts';

type Path = readonly PropertyKey[];

/** A configuration file, read: its value, and where each part of it stands. */
export type YamlFile<T> = {
  readonly value: T;
  /** `config/metrics.yaml:41` for the value at the path, else for the nearest thing around it. */
  readonly at: (path: Path) => string;
};

/** Throws ConfigError with every problem the parser or the schema finds, each by file and line. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  fileName: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => {
        return `${fileName}:${lines.linePos(error.pos[0]).line}: ${error.message}`;
      }),
    );
  }
  const at = (path: Path): string => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start !== undefined) return `${fileName}:${lines.linePos(start).line}`;
    }
    return `${fileName}:1`;
  };
  const checked = schema.safeParse(document.toJS() ?? {});
  if (checked.success) return { value: checked.data, at };
  throw new ConfigError(checked.error.issues.flatMap((issue) => problemsOf(issue, at)));
}

function problemsOf(issue: z.core.$ZodIssue, at: (path: Path) => string): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${at(issue.path)}: ${inWords(issue)}`];
  return issue.keys.map((key) => `${at([...issue.path, key])}: unknown key "${key}"`);
}

function inWords(issue: z.core.$ZodIssue): string {
  const field = issue.path.filter((part) => typeof part === 'string').at(-1);
  return field === undefined ? issue.message : `${String(field)}: ${issue.message}`;
}
