import type { CrmObject } from './answers.ts';

type Properties = CrmObject['properties'];

/** The value as text; null where it is unset, empty or missing, which all mean the same. */
export function textOf(properties: Properties, name: string): string | null {
  const value = properties[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An instant in ms since the epoch: ISO 8601, or ms in digits. Null where it can't be read. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const at = /^\d{11,}$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(at) || Math.abs(at) > 8.64e15 ? null : at;
}

export const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** A duration property, ms in a string, as ms. */
export function durationOf(properties: Properties, name: string): number | null {
  const value = textOf(properties, name);
  const ms = value === null ? Number.NaN : Number(value);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** The stamp of an object's state: when it was last modified, ms. */
export function versionOf(object: CrmObject): number | null {
  return instantOf(object.properties.hs_lastmodifieddate) ?? instantOf(object.updatedAt);
}

export const createdOf = (object: CrmObject): number | null =>
  instantOf(object.properties.createdate) ?? instantOf(object.createdAt);

/** What was written, out of what was laid out: notes and some messages are HTML only. */
export function plainText(html: string): string {
  return html
    .replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(nbsp|lt|gt|quot|#39|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  apos: "'",
  amp: '&',
};
