import { describe, expect, it } from 'vitest';
import { ask } from './desk.ts';

describe('questions for what nobody keeps', () => {
  it('asks by what, when somebody asks what conversations are about', () => {
    expect(ask('what are customers complaining about')).toMatchObject({ kind: 'clarify' });
  });

  it.each([
    'how many new customers did we get in october',
    'how many tickets have more than one tag',
  ])('answers nothing else instead: %s', (question) => {
    expect(ask(question)).toMatchObject({ kind: 'decline' });
  });
});
