import { describe, expect, it } from 'vitest';
import { ask } from './desk.ts';

describe('refusals', () => {
  it.each([
    'what is the weather',
    'revenue last month',
    'why did csat drop',
    'forecast of tickets',
    'delete all tickets',
    'csat by zonkfield',
    'tickets in group 99',
    'tickets by agent by pipeline by month',
    'how many florps',
    '',
  ])('declines “%s”', (question) => {
    const reading = ask(question);
    expect(reading.kind).toBe('decline');
  });

  it('names at most three words it does not know', () => {
    const reading = ask('flurb zonk qwib blorp');
    expect(reading).toMatchObject({
      text: expect.stringMatching(/“flurb”, “zonk” and “qwib” mean/),
    });
  });

  it('offers what can be asked instead of what nobody records', () => {
    const reading = ask('what did each ticket cost us?');
    expect(reading).toMatchObject({ instead: expect.arrayContaining(['replies to resolve']) });
  });
});
