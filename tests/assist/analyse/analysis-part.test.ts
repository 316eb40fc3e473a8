import { describe, expect, it } from 'vitest';
import { analysisPart } from '../../../src/assist/analyse/analysis-part.ts';
import { AskerError, PermissionError } from '../../../src/core/errors.ts';
import type { CardTicket, Press, Viewer } from '../../../src/core/ticket-card.ts';
import { insert, openAnalyses, said, ticket } from './open-analyses.ts';

const nova: Viewer = { name: 'Nova Lee', agent: 'Nova', may: () => true, check() {} };
const guest: Viewer = {
  ...{ name: 'Guest', agent: null },
  may: () => false,
  check() {
    throw new PermissionError('Agents may.');
  },
};
const press = (act: string, value: string): Press => ({ act, value, words: '', key: `${act}-1` });

/** Without the narrow spaces of figures. */
const plain = (line: string) => line.replaceAll('\u202f', ' ');

async function openCard() {
  const world = await openAnalyses();
  const { db, analyses, run } = world;
  // Of 40 resolved after 1, 25, 49 and 73 hours, ten each, thirty took longer than the five it is open.
  await insert(db, 'tickets', [ticket(1, { subject: 'Where is my refund?', priority: 'high' })]);
  await insert(db, 'messages', [said(1, 'desk:1', 'This is terrible. My lawyer will write.')]);
  await insert(
    db,
    'tickets',
    Array.from({ length: 40 }, (_, at) =>
      ticket(100 + at, {
        status: 'solved',
        created_at: '2026-11-01T09:00:00Z',
        resolved_at: `2026-11-0${1 + (at % 4)}T10:00:00Z`,
      }),
    ),
  );
  await run();
  const shown = { id: 'desk:1' } as CardTicket; // the part goes by nothing else
  return { ...world, part: analysisPart(analyses, { zone: 'UTC' }), shown };
}

describe('the analysis on a ticket’s card', () => {
  it('says what it is about, what is to be expected, and why', async () => {
    await using card = await openCard();
    const section = await card.part.section(card.shown, nova);
    expect(section?.facts).toEqual([
      { name: 'Category', value: 'refund › late refund' },
      { name: 'Priority by its words', value: 'high' },
      { name: 'Sentiment', value: 'negative (−0.80)' },
      { name: 'Emotion', value: 'angry' },
      { name: 'Topics', value: 'refund' },
      { name: 'Language', value: 'English' },
    ]);
    const [risk, time] = (section?.lines ?? []).map(plain);
    expect(risk).toMatch(/^Escalation risk \*\*\d+ %\*\*: says “lawyer” \(\+45 %\); angry/);
    expect(time).toBe(
      'Likely resolved **1 d 1 h – 3 d 1 h** after it began: half of 30 resolved tickets in all were.',
    );
    expect(section?.notes?.map(plain)).toEqual([
      'Analysed by local on 20 Nov 2026 14:00, 90 % sure of the category.',
    ]);
    expect((await card.part.alert?.(card.shown))?.map(plain)).toEqual([
      'About refund › late refund, customer angry.',
      risk,
    ]);
  });

  it('is put right, and given back, by one press', async () => {
    await using card = await openCard();
    const { part, shown, audited } = card;
    const labels = async (act: string) => {
      const section = await part.section(shown, nova);
      return section?.buttons?.find((one) => one.act === act)?.choices?.map(({ value }) => value);
    };
    expect(await labels('category')).not.toContain('refund');
    expect(await part.act?.(press('category', 'payment'), shown, nova)).toBe(
      'Category is payment now, whatever is analysed later.',
    );
    expect(await labels('subcategory')).toContain('double charge');
    expect((await part.section(shown, nova))?.notes).toEqual([
      'Analysed by local on 20 Nov 2026 14:00.',
      'Category put right by Nova Lee on 20 Nov 2026 14:00.',
    ]);
    expect(await labels('category')).toContain('as analysed');
    expect(await part.act?.(press('category', 'as analysed'), shown, nova)).toBe(
      'Category is as it was analysed again.',
    );
    expect(audited).toHaveLength(2);
  });

  it('takes no other labels, and none from those who may not', async () => {
    await using card = await openCard();
    const { part, shown } = card;
    await expect(part.act?.(press('category', 'bananas'), shown, nova)).rejects.toThrow(AskerError);
    await expect(part.act?.(press('category', 'order'), shown, guest)).rejects.toThrow(
      PermissionError,
    );
  });

  it('is not there for what nobody has written in', async () => {
    await using card = await openCard();
    const shown = { id: 'desk:100' } as CardTicket; // as above
    expect(await card.part.section(shown, nova)).toBeNull();
  });
});
