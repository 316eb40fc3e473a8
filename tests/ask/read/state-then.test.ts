import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('what was open back then', () => {
  it.each([
    ['how many tickets were open on 3 november', 'backlog of tickets | 3 November 2026'],
    ['how many tickets were still open yesterday', 'backlog of tickets | yesterday'],
    [
      'how many tickets from october are still open',
      'volume of tickets | open is true | October 2026',
    ],
  ])('%s', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });

  it('asks which is meant over a longer stretch, and reads either choice', () => {
    const asked = ask('how many tickets were open last week');
    expect(asked).toMatchObject({
      kind: 'clarify',
      text: 'Open at the end of last week, or still open of what came in then?',
    });
    const [end, since] = asked.kind === 'clarify' ? asked.choices : [];
    expect(brief(ask(end?.question ?? ''))).toContain('backlog of tickets');
    expect(brief(ask(since?.question ?? ''))).toBe('volume of tickets | open is true | last week');
  });

  it.each([
    'how many tickets were open at 9am on 3 november',
    'how many unanswered tickets at 5pm yesterday',
    'how many tickets were open between 2pm and 4pm yesterday',
  ])('knows nothing of times of day: %s', (question) => {
    expect(ask(question)).toMatchObject({ kind: 'decline' });
  });

  it('looks for no reply among what was resolved, and for hours in “while we were closed”', () => {
    expect(brief(ask('how many tickets were closed without a reply last month'))).toBe(
      'resolved_volume of tickets | answered is false | last month',
    );
    expect(brief(ask('how many tickets came in while we were closed last week'))).toBe(
      'volume of tickets | business_hours is false | last week',
    );
  });
});
