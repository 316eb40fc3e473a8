/** What stands behind a placeholder: a text, or an instant of time. */
export type HeldKind = 'text' | 'instant';

export type Bound = {
  readonly tree: string;
  /** Placeholders that became parameters of the same name. */
  readonly used: readonly string[];
  readonly problems: readonly string[];
};

/** A text that is a placeholder and nothing else, as DuckDB tells it. Quotes inside a text are escaped, so no text holds one. */
const HELD_TEXT =
  /\{"class":"CONSTANT","type":"VALUE_CONSTANT","alias":"((?:[^"\\]|\\.)*)","query_location":(\d+),"value":\{"type":\{"id":"VARCHAR","type_info":null\},"is_null":false,"value":"\{\{([a-z]+_\d+)\}\}"\}\}/g;
const PLACEHOLDER = /\{\{[a-z]+_\d+\}\}/g;

/** Puts a parameter in the place of every text of a statement's tree that is a placeholder: what it stands for is bound, never written. */
export function bindHeld(tree: string, held: ReadonlyMap<string, HeldKind>): Bound {
  const used = new Set<string>();
  const bound = tree.replaceAll(HELD_TEXT, (text, alias: string, at: string, name: string) => {
    const kind = held.get(name);
    if (kind === undefined) return text;
    used.add(name);
    return kind === 'text' ? parameter(alias, at, name) : instant(alias, at, name);
  });
  const strays = new Set(bound.match(PLACEHOLDER));
  return {
    tree: bound,
    used: [...used],
    problems: [...strays].map((stray) =>
      held.has(stray.slice(2, -2))
        ? `${stray} has to stand by itself, in the place of a whole text`
        : `there is no ${stray}`,
    ),
  };
}

const parameter = (alias: string, at: string, name: string): string =>
  `{"class":"PARAMETER","type":"VALUE_PARAMETER","alias":"${alias}","query_location":${at},"identifier":"${name}"}`;

const instant = (alias: string, at: string, name: string): string =>
  `{"class":"CAST","type":"OPERATOR_CAST","alias":"${alias}","query_location":${at},"child":${parameter('', at, name)},"cast_type":{"id":"TIMESTAMP","type_info":null},"try_cast":false}`;
