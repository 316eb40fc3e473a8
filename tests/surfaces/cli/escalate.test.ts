import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop, TICKETS_CSV } from './run-deskhand.ts';

let desk: Desktop;

beforeAll(async () => {
  desk = createDesktop();
  writeFileSync(desk.path('tickets.csv'), TICKETS_CSV);
  await desk.deskhand(['import', desk.path('tickets.csv'), '--yes']);
}, 20_000);
afterAll(() => desk[Symbol.dispose]());

const say = async (...args: string[]) => {
  const { out, err } = await desk.deskhand(args);
  return out + err;
};

describe('deskhand escalate, oncall and audit', () => {
  it('call nobody as they ship, and say what is missing', async () => {
    expect(await say('oncall')).toBe('support: nobody (Halifax time)\n');
    expect(await say('escalate', '1', 'angry')).toContain(
      'the chain “usual” has no channel and nobody to page yet. Set them in config/escalation.yaml.',
    );
  });

  it('tell who is on call now and next, and change it', async () => {
    const file = desk.path('config/escalation.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('people: []', 'people: [Nova, Girly]'));
    const now = ['--now', '2026-11-20T12:00:00Z'];
    expect(await say('oncall', ...now)).toBe(
      'support: Girly until 23 Nov 2026 09:00, then Nova (Halifax time)\n',
    );
    expect(await say('oncall', 'roster', 'support', '--days', '7', ...now)).toBe(
      `support (Halifax time)
20 Nov 2026 08:00 – 23 Nov 2026 09:00  Girly
23 Nov 2026 09:00 – 27 Nov 2026 08:00  Nova
`,
    );
    const stretch = ['--from', '2099-11-20T09:00', '--to', '2099-11-21T09:00'];
    expect(await say('oncall', 'override', 'support', 'Zoe', ...stretch)).toContain(
      'support: Zoe is on call, 20 Nov 2099 09:00 – 21 Nov 2099 09:00',
    );
    expect(await say('oncall', '--now', '2099-11-20T12:00')).toContain(
      'support: Zoe until 21 Nov 2099 09:00',
    );
    expect(
      await say('oncall', 'swap', 'support', 'nova', 'Girly', '--from', '24 dec', '--to', '2 h'),
    ).toMatch(/Nova and Girly have each other’s turns, 24 Dec \d+ 00:00 – 24 Dec \d+ 02:00/);
    expect(await say('oncall', 'override', 'support', 'Zoe', '--to', 'whenever')).toBe(
      '“whenever” is no time such as 18:00, "monday 9:00", "24 dec", "2 h" or 2026-12-24T09:00.\n',
    );
    expect(await say('oncall', 'swap', 'support', 'Nova', 'Zoe', ...stretch)).toBe(
      '“Zoe” takes no turns in support. Those who do: Nova, Girly.\n',
    );
    expect(await say('oncall', 'override', 'night', 'Zoe', ...stretch)).toContain(
      'There is no rotation “night”. There are: support.',
    );
  });

  it('escalate a ticket, answer, and show every step of it', async () => {
    const called = await say('escalate', '1', 'threatens', 'to', 'leave', '--by', 'Kim');
    const [, id = ''] = /on fire\): ([0-9a-f]{8})\./.exec(called) ?? [];
    expect(called).toContain('Escalated ticket 1 (Printer on fire)');
    expect(await say('escalate', '1')).toContain('nobody has answered yet: the call is counted');
    const shown = await say('escalate', 'show', id);
    expect(shown).toContain('threatens to leave, 2 times');
    expect(shown).toContain('round 1, level 1: to be called');
    expect(await say('escalate', 'take', id, '--by', 'Nova')).toContain('taken by Nova');
    const audit = await desk.deskhand(['audit', '1', '--verify']);
    expect(audit.exitCode).toBe(0);
    expect(audit.out).toContain('escalation opened, Kim');
    expect(audit.out).toContain('escalation taken, Nova');
    expect(audit.out).toContain('The log is whole: 5 entries');
    expect(audit.out).not.toContain('threatens');
  });

  it('list mistakes in the file by line', async () => {
    writeFileSync(desk.path('config/escalation.yaml'), 'rules:\n  - { name: A, when: {} }\n');
    const broken = await desk.deskhand(['oncall']);
    expect(broken.exitCode).toBe(1);
    expect(broken.err).toContain('config/escalation.yaml:2');
  });
});
