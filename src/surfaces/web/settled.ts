import type { Entity, ImportOverrides, ImportPreview } from '../../sources/files/file-import.ts';
import { TARGETS } from '../../sources/files/recognise/targets.ts';
import { fieldOf } from './respond.ts';

type Form = Readonly<Record<string, unknown>>;

/**
 * What a preview's form says on top of what was settled before.
 * A pressed answer (`settle`, as `question.option`) counts before the selects it was shown with.
 */
export function overridesFrom(
  form: Form,
  preview: ImportPreview,
  before: ImportOverrides,
): ImportOverrides {
  const chosen = { ...before, ...selectedIn(form, preview, before) };
  const [question, option] = fieldOf(form, 'settle').split('.').map(Number);
  const answer = preview.questions[question ?? -1]?.options[option ?? -1]?.overrides ?? {};
  return { ...chosen, ...answer, map: { ...chosen.map, ...answer.map } };
}

function selectedIn(form: Form, preview: ImportPreview, before: ImportOverrides): ImportOverrides {
  const force = fieldOf(form, 'force');
  if (force !== '') return { force: force === '1' };
  const fresh = fieldOf(form, 'fresh');
  if (fresh !== '') return { fresh: fresh === '1', map: {} };
  const entity = fieldOf(form, 'as');
  if (isEntity(entity) && entity !== preview.entity) return { as: entity, map: {} };
  const zone = fieldOf(form, 'zone').trim();
  const order = fieldOf(form, 'dateOrder');
  const source = fieldOf(form, 'apart') || fieldOf(form, 'source').trim();
  return {
    ...(isEntity(entity) && before.as !== undefined ? { as: entity } : {}),
    ...(zone !== '' && zone !== preview.zone ? { zone } : {}),
    ...(source !== '' && source !== preview.source ? { source } : {}),
    ...(order === 'day-first' || order === 'month-first' ? { dateOrder: order } : {}),
    map: { ...before.map, ...changedFields(form, preview) },
  };
}

/** Only what differs from the preview, so that the rest is still recognised by name and content. */
function changedFields(form: Form, { columns }: ImportPreview): Record<string, string> {
  const changed = columns.flatMap((column, index) => {
    const field = fieldOf(form, `field-${index}`);
    return field === '' || field === fieldValue(column) ? [] : [[column.header, field] as const];
  });
  return Object.fromEntries(changed);
}

/** A column's use as its select has it: a field, `extra` or `ignore`. */
export function fieldValue(column: ImportPreview['columns'][number]): string {
  return column.target ?? (column.column === null ? 'ignore' : 'extra');
}

function isEntity(value: string): value is Entity {
  return Object.hasOwn(TARGETS, value);
}
