import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  KNOWN_TABLES,
  knownTablesSql,
} from '../../../src/analytics/adhoc/known-tables.ts';

const PROMPT = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'prompts', 'write-sql.md'),
  'utf8',
);

/** The lines of a table in the prompt. */
const sectionOf = (table: string): string =>
  PROMPT.split(/\n\n/).find((part) => part.startsWith(`${table}, a row each`)) ?? '';

describe('the prompt for SQL', () => {
  it.each(Object.keys(KNOWN_TABLES))('names every column of %s', (table) => {
    const said = sectionOf(table);
    expect(columnsOf(table).filter((column) => !new RegExp(`\\b${column}\\b`).test(said))).toEqual(
      [],
    );
  });

  it('names no column that there isn’t', () => {
    const given = knownTablesSql();
    for (const table of Object.keys(KNOWN_TABLES)) {
      const named = [...sectionOf(table).matchAll(/^- ([^(:;]+)/gm)].flatMap(([, names = '']) =>
        names.split(/,\s*/).map((name) => name.trim()),
      );
      const plain = named.filter((name) => /^[a-z_]+$/.test(name));
      expect(plain.length).toBeGreaterThan(5);
      expect(plain.filter((name) => !new RegExp(`\\b${name}\\b`).test(given))).toEqual([]);
    }
  });

  it('holds no column of what customers wrote, or where they can be reached', () => {
    expect(Object.values(KNOWN_TABLES).flat()).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/subject|description|comment|text|email|name|url/),
      ]),
    );
    expect(knownTablesSql()).not.toMatch(
      /subject|description|comment|\btext\b|email|customer_name|url/,
    );
  });
});
