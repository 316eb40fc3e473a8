import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../src/core/env.ts';
import { resolveModel } from '../../../src/core/model-config.ts';
import { openModel } from '../../../src/open-model.ts';
import type { CliParts } from '../../../src/surfaces/cli/parts.ts';
import { runCommandLine } from '../../../src/surfaces/cli/program.ts';
import { createPaint } from '../../../src/surfaces/cli/render/paint.ts';
import { startGemini } from '../../standins/models/gemini.ts';
import type { ScriptedServer } from '../../standins/models/scripted-server.ts';
import { useTempFolders } from '../../store/temp-folder.ts';

const folder = useTempFolders();
const promptsFolder = join(import.meta.dirname, '..', '..', '..', 'prompts');

/** A command line whose model is the stand-in; null: none is set up. What it spends outlives each run. */
function createLine(server: ScriptedServer | null, variables: NodeJS.ProcessEnv = {}) {
  const stateUrl = `sqlite:${join(folder(), 'state.sqlite')}`;
  const { config, secrets } = resolveModel(
    readEnv({ ...(server && { GEMINI_API_KEY: 'k', MODEL_BASE_URL: server.url }), ...variables }),
  );
  return async (...args: readonly string[]) => {
    let out = '';
    const exitCode = await runCommandLine(['model', ...args], {
      terminal: {
        write: (text: string) => {
          out += text;
        },
        tell: () => {},
        width: 100,
        paint: createPaint(false),
      },
      signal: new AbortController().signal,
      openModel: async () =>
        config && secrets && openModel(config, secrets, { stateUrl, promptsFolder }),
    } as unknown as CliParts); // the rest isn't asked for by this command
    return { exitCode, out };
  };
}

describe('deskhand model', () => {
  it('says what to set where nothing is', async () => {
    const deskhand = createLine(null);
    expect(await deskhand()).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('GEMINI_API_KEY or OPENAI_API_KEY'),
    });
    expect((await deskhand('test')).exitCode).toBe(1);
    expect((await deskhand('log')).exitCode).toBe(1);
    expect((await deskhand('--json')).out).toBe('null\n');
  });

  it('tries the model with one call, counts it, and shows it as it was sent', async () => {
    await using server = await startGemini();
    const deskhand = createLine(server, { MODEL_INPUT_PRICE: '1', MODEL_OUTPUT_PRICE: '10' });
    server.otherwise = () => ({ kind: 'say', text: '{"ready":true}' });
    const tried = await deskhand('test');
    expect(tried).toMatchObject({ exitCode: 0, out: expect.stringContaining('works') });
    expect(server.received).toHaveLength(1);
    expect((await deskhand('test')).exitCode).toBe(0);
    expect(server.received).toHaveLength(2);

    const { out } = await deskhand();
    expect(out).toContain('gemini-3.5-flash');
    expect(out).toContain('off (ADHOC_SQL=on allows it)');
    expect(out).toContain('2 of 2000 calls, 120 tokens in, 80 out; $0.0009');
    expect(JSON.parse((await deskhand('--json')).out)).toMatchObject({ today: { calls: 2 } });

    const log = (await deskhand('log')).out;
    expect(log).toContain('Somebody has just set you up');
    expect(log).toContain('the same instructions as above');
    const lines = (await deskhand('log', '--last', '1', '--json')).out.trim().split('\n');
    expect(lines).toHaveLength(1);
    const [sent] = lines.map((line) => JSON.parse(line));
    expect(server.received.at(-1)?.raw).toContain(sent.payload.text);
    expect(JSON.stringify(sent)).not.toContain('"k"');
  });

  it.each([
    ['a key that isn’t accepted', { kind: 'fail', status: 403 }, 'look at GEMINI_API_KEY'],
    ['a model that isn’t there', { kind: 'fail', status: 404 }, 'look at MODEL_NAME'],
    ['limits that are used up', { kind: 'fail', status: 429, code: 'PerDay' }, 'own limits'],
    ['an answer in another form', { kind: 'say', text: 'Yes!' }, 'another MODEL_NAME'],
    ['an answer held back', { kind: 'block', what: 'answer' }, 'another MODEL_NAME'],
    ['nothing at all', { kind: 'hang' }, 'MODEL_DEADLINE_SECONDS'],
  ] as const)('says in words what to do about %s', async (_what, turn, remedy) => {
    await using server = await startGemini();
    const deskhand = createLine(server, { MODEL_DEADLINE_SECONDS: '1' });
    server.otherwise = () => turn;
    const { exitCode, out } = await deskhand('test');
    expect(exitCode).toBe(1);
    expect(out).toContain('doesn’t work');
    expect(out).toContain(remedy);
  });
});
