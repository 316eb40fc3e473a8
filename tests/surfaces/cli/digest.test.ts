import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktop, type Desktop, TICKETS_CSV } from './run-deskhand.ts';

let desk: Desktop;

beforeAll(async () => {
  desk = createDesktop();
  writeFileSync(desk.path('tickets.csv'), TICKETS_CSV);
  await desk.deskhand(['import', desk.path('tickets.csv'), '--yes']);
}, 20_000);
afterAll(() => desk[Symbol.dispose]());

describe('deskhand digest', () => {
  it('lists what ships, off until it has a channel', async () => {
    const { out, exitCode } = await desk.deskhand(['digest']);
    expect(exitCode).toBe(0);
    expect(out).toContain('daily  Yesterday in support');
    expect(out).toContain('every weekday at 09:00 (Halifax time), off: it has no channel yet');
    const listed = await desk.json<readonly { name: string }[]>(['digest', 'list', '--json']);
    expect(listed.map(({ name }) => name)).toEqual(['daily', 'weekly']);
  });

  it('shows one as it would be posted, without Slack', async () => {
    const { out } = await desk.deskhand(['digest', 'preview', 'weekly']);
    expect(out).toContain('Last week in support');
    expect(out).toContain('› Twelve weeks');
    expect(out).toContain('› Backlog by day last 14 days');
  });

  it('says what can’t be done, and what would work', async () => {
    const nowhere = await desk.deskhand(['digest', 'run', 'daily']);
    expect(nowhere).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('set Slack up first'),
    });
    const unknown = await desk.deskhand(['digest', 'preview', 'monthly']);
    expect(unknown.err).toContain('There is no digest “monthly”. There are: daily, weekly.');
    writeFileSync(desk.path('config/digests.yaml'), 'digests:\n  - { name: A, schedule: soon }\n');
    const broken = await desk.deskhand(['digest']);
    expect(broken).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('config/digests.yaml:2'),
    });
  });
});
