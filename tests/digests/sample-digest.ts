import type { FiguresPlan } from '../../src/analytics/query-plan.ts';
import type { Answer, Comparison, Figure } from '../../src/core/answer.ts';
import type { ActiveDigest } from '../../src/digests/catch-up.ts';
import type { SectionSpec } from '../../src/digests/digest.ts';
import { fakeAnswer } from '../fakes/fake-replies.ts';

export const ZONE = 'America/Halifax';
export const CHANNEL = 'C0123456789';

export function section(question: string, parts: Partial<SectionSpec> = {}): SectionSpec {
  return { title: null, question, plan: null, bound: null, ...parts };
}

/** Every weekday at 09:00 in Halifax, in a channel, with an owner. */
export function digestSpec(parts: Partial<ActiveDigest> = {}): ActiveDigest {
  return {
    name: 'daily',
    title: 'Yesterday in support',
    schedule: { line: '0 9 * * 1-5', words: 'every weekday at 09:00' },
    zone: ZONE,
    owner: 'U0123456789',
    sections: [section('tickets yesterday'), section('CSAT last week')],
    compare: 'before',
    skipWhenEmpty: false,
    mentionOnBreach: null,
    graceMs: 3 * 3_600_000,
    paused: false,
    from: 'file',
    judged: false,
    channel: CHANNEL,
    ...parts,
  };
}

export function figuresPlan(parts: Partial<FiguresPlan> = {}): FiguresPlan {
  return {
    kind: 'figures',
    metrics: [{ metric: 'volume', of: 'tickets', statistic: 'count' }],
    ...{ by: [], having: [], compare: null, order: null, limit: null, where: [] },
    period: {
      start: '2026-11-19T04:00:00.000Z',
      end: '2026-11-20T04:00:00.000Z',
      ...{ zone: ZONE, words: 'yesterday', partial: false, basis: 'asked' },
    },
    ...{ zone: ZONE, asOf: '2026-11-20T13:00:00.000Z', managers: 'excluded' },
    ...parts,
  };
}

/** An answer of one figure, with its change where `before` is given. */
export function oneFigure(
  figure: Partial<Figure> & Pick<Figure, 'value'>,
  change: Partial<Comparison> | null = null,
  parts: Partial<Answer> = {},
): Answer {
  const whole: Figure = { label: 'tickets', unit: 'count', n: 40, missing: 0, ...figure };
  const comparison = change && {
    ...{ words: 'more than the day before', period: null, before: 1, change: 1 },
    ...{ changeRatio: 0.5, verdict: 'neutral' as const, ...change },
  };
  return fakeAnswer({
    headline: `**${whole.value} ${whole.label}**.`,
    context: comparison ? [`That is ${comparison.words}.`] : [],
    figures: [whole],
    comparison,
    ...parts,
  });
}
