import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/core/config.ts';
import { envSchema, readEnv } from '../../src/core/env.ts';
import { ConfigError } from '../../src/core/errors.ts';

const EXAMPLE = readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8');
const VARIABLE = /^([A-Z][A-Z0-9_]*)=(.*)$/;

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
}

describe('.env.example', () => {
  const lines = EXAMPLE.split('\n');

  it('names every variable that is read, and no other', () => {
    const named = lines.flatMap((line) => VARIABLE.exec(line)?.[1] ?? []);
    expect(named.toSorted()).toEqual(Object.keys(envSchema.shape).toSorted());
  });

  it('says in the line above each what it is for', () => {
    const unexplained = lines.filter(
      (line, at) => VARIABLE.test(line) && !/^# .{10}/.test(lines[at - 1] ?? ''),
    );
    expect(unexplained).toEqual([]);
  });

  it('changes nothing when copied as it stands', () => {
    const copied = Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = VARIABLE.exec(line) ?? [];
        return name === undefined ? [] : [[name, value]];
      }),
    );
    expect(resolveConfig(readEnv(copied), '/project')).toEqual(
      resolveConfig(readEnv({}), '/project'),
    );
  });
});

describe('readEnv', () => {
  it('turns strings into what they mean', () => {
    const env = readEnv({ PORT: '8080', UPLOAD_LIMIT_MB: '20', DESKHAND_ZONE: 'Europe/Rome' });
    expect(env).toMatchObject({ PORT: 8080, UPLOAD_LIMIT_MB: 20, DESKHAND_ZONE: 'Europe/Rome' });
  });

  it('tells every variable that can’t be used, by name', () => {
    const problems = problemsOf(() =>
      readEnv({ PORT: 'http', DESKHAND_ZONE: 'Mars/Olympus', DESKHAND_STATE: 'mysql://x' }),
    );
    expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
      'DESKHAND_STATE',
      'DESKHAND_ZONE',
      'PORT',
    ]);
  });
});

describe('resolveConfig', () => {
  it('wants a token where other machines can reach the console', () => {
    const [problem] = problemsOf(() => resolveConfig(readEnv({ HOST: '0.0.0.0' }), '/project'));
    expect(problem).toContain('DESKHAND_TOKEN');
    const token = 'sixteen characters and more';
    const { secrets } = resolveConfig(
      readEnv({ HOST: '0.0.0.0', DESKHAND_TOKEN: token }),
      '/project',
    );
    expect(secrets.token).toBe(token);
  });

  it('keeps the token out of what is passed around', () => {
    const token = 'sixteen characters and more';
    const { config } = resolveConfig(readEnv({ DESKHAND_TOKEN: token }), '/project');
    expect(JSON.stringify(config)).not.toContain(token);
  });
});

describe('the model', () => {
  const modelOf = (variables: Record<string, string>) =>
    resolveConfig(readEnv(variables), '/srv/deskhand').config.model;

  it('is off without a key, and as its key says with one', () => {
    expect(modelOf({})).toBeNull();
    expect(modelOf({ GEMINI_API_KEY: 'k' })).toMatchObject({
      vendor: 'gemini',
      deadlineMs: 20_000,
    });
    expect(modelOf({ OPENAI_API_KEY: 'k', MODEL_NAME: 'mine' })).toMatchObject({
      vendor: 'openai',
      model: 'mine',
    });
    expect(modelOf({ GEMINI_API_KEY: 'k', MODEL_VENDOR: 'none' })).toBeNull();
  });

  it('says what doesn’t fit together', () => {
    const problems = (variables: Record<string, string>) => problemsOf(() => modelOf(variables));
    expect(problems({ GEMINI_API_KEY: 'k', OPENAI_API_KEY: 'k' })).toEqual([
      'GEMINI_API_KEY and OPENAI_API_KEY are both set: choose with MODEL_VENDOR',
    ]);
    expect(problems({ MODEL_VENDOR: 'openai', GEMINI_API_KEY: 'k' })).toEqual([
      'MODEL_VENDOR=openai needs OPENAI_API_KEY',
    ]);
    expect(problems({ MODEL_NAME: 'mine' })).toEqual([
      'MODEL_NAME is set without a key: set GEMINI_API_KEY or OPENAI_API_KEY',
    ]);
    expect(problems({ GEMINI_API_KEY: 'k', MODEL_USD_A_DAY: '5' })).toHaveLength(1);
    expect(problems({ GEMINI_API_KEY: 'k', MODEL_USD_A_DAY_EACH: '5' })).toHaveLength(1);
    expect(problems({ GEMINI_API_KEY: 'k', MODEL_INPUT_PRICE: '5' })).toHaveLength(1);
  });
});
