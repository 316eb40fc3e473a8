import { describe, expect, it } from 'vitest';
import { createBoltLogger, redacted } from '../../../src/surfaces/slack/log.ts';
import { createLog } from './open-slack.ts';

describe('what is logged of Slack', () => {
  it.each([
    'xoxb-123-abcDEF',
    'xapp-1-A0-123-abc',
    'xoxe.xoxp-1-Mi0yLTk',
    'https://hooks.slack.com/commands/T1/2/secret',
    'wss://wss-primary.slack.com/link/?ticket=abc&app_id=1',
    'http://127.0.0.1:4000/link/?ticket=abc',
  ])('has no %s', (secret) => {
    expect(redacted(`before ${secret} after`)).toBe('before … after');
  });

  it('has Bolt’s lines, but for those that hold whole requests', () => {
    const log = createLog();
    const bolt = createBoltLogger(log);
    bolt.debug('Received a message', { text: 'how many tickets?' });
    bolt.warn('refused', new Error('for xoxb-1-2'));
    expect(log.lines).toEqual([
      { level: 'warn', fields: { by: 'bolt' }, words: 'refused Error: for …' },
    ]);
  });
});
