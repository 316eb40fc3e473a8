import { describe, expect, it } from 'vitest';
import type { CliParts, SlackCheckView } from '../../../src/surfaces/cli/parts.ts';
import { runCommandLine } from '../../../src/surfaces/cli/program.ts';
import { createPaint } from '../../../src/surfaces/cli/render/paint.ts';

const WORKING: SlackCheckView = {
  isWorking: true,
  findings: [
    { what: 'SLACK_BOT_TOKEN', isOk: true, says: 'deskhand in Acme', remedy: null },
    { what: 'events, commands', isOk: null, says: 'not told', remedy: 'compare them by eye' },
  ],
};
const LACKING: SlackCheckView = {
  isWorking: false,
  findings: [
    { what: 'scope commands', isOk: false, says: 'missing', remedy: 'OAuth & Permissions: add it' },
  ],
};

async function run(found: SlackCheckView | null, ...options: readonly string[]) {
  let out = '';
  const exitCode = await runCommandLine(['slack', 'check', ...options], {
    terminal: {
      write: (text: string) => {
        out += text;
      },
      tell: () => {},
      width: 100,
      paint: createPaint(false),
    },
    checkSlack: async () => found,
  } as unknown as CliParts); // the rest isn't asked for by this command
  return { exitCode, out };
}

describe('deskhand slack check', () => {
  it('ends with 0 when nothing is known to be wrong, and says what it can’t tell', async () => {
    const { exitCode, out } = await run(WORKING);
    expect(exitCode).toBe(0);
    expect(out).toContain('Slack: works');
    expect(out).toMatch(/ok {2}SLACK_BOT_TOKEN +deskhand in Acme/);
    expect(out).toContain('→ compare them by eye');
  });

  it('ends with 1 when something is missing, and says where to add it', async () => {
    const { exitCode, out } = await run(LACKING);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/no {2}scope commands +missing/);
    expect(out).toContain('→ OAuth & Permissions: add it');
  });

  it('says what to set where nothing is', async () => {
    const { exitCode, out } = await run(null);
    expect(exitCode).toBe(1);
    expect(out).toContain('SLACK_BOT_TOKEN and SLACK_APP_TOKEN');
  });

  it('prints the same as JSON', async () => {
    const { exitCode, out } = await run(LACKING, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual(LACKING);
  });
});
