import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPrompt } from '../../src/llm/prompts.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskhand-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const load = (text: string) => {
  writeFileSync(join(folder, 'greet.md'), text);
  return loadPrompt(folder, 'greet');
};

describe('a prompt', () => {
  it('is filled slot by slot, and says which version it is', async () => {
    const prompt = await load(
      '---\nversion: 3\n---\n\nGreet {{who}} in {{language}}. Again: {{who}}.\n',
    );
    expect(prompt.label).toBe('greet@3');
    expect(prompt.fill({ who: '{{language}} $&', language: 'French' })).toBe(
      'Greet {{language}} $& in French. Again: {{language}} $&.',
    );
  });

  it('takes all of its slots and no others', async () => {
    const prompt = await load('---\nversion: 1\n---\nGreet {{who}}.');
    expect(() => prompt.fill({})).toThrow('has the slots who');
    expect(() => prompt.fill({ who: 'a', what: 'b' })).toThrow('not who,what');
  });

  it('has a version', async () => {
    await expect(load('Greet {{who}}.')).rejects.toThrow('begins with its version');
    await expect(loadPrompt(folder, 'none')).rejects.toThrow('prompts/none.md can’t be read');
  });
});
