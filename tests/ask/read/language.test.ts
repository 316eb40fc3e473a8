import { describe, expect, it } from 'vitest';
import { loadLanguage } from '../../../src/ask/read/language.ts';
import { ConfigError } from '../../../src/core/errors.ts';

const withPhrases = (phrases: string): string => `fillers: [[a, the]]
populations: { tickets: [ticket], chats: [chat], conversations: [conversation] }
phrases:
${phrases}
adjectives: []
two_meanings: []
speed: [first_response_time]
absent: []
`;

describe('config/language.yaml', () => {
  it('is read with its fillers in one list', () => {
    const language = loadLanguage(withPhrases('  by: [by, per]'), 'language.yaml');
    expect(language.fillers).toEqual(['a', 'the']);
    expect(language.phrases.by).toEqual(['by', 'per']);
  });

  it('names the line of a phrase that is listed under another key before', () => {
    const text = withPhrases('  by: [by, per]\n  versus: [vs]\n  not:\n    - without\n    - per');
    expect(loadLanguage(text, 'language.yaml').shadowed).toEqual([
      'language.yaml:8: "per" is listed under not, but under by before',
    ]);
  });

  it('minds no phrase that is listed twice under one key', () => {
    expect(loadLanguage(withPhrases('  by: [per, per]'), 'language.yaml').shadowed).toEqual([]);
  });

  it('lists every problem with its line', () => {
    const broken = withPhrases('  by: [by]').replace('speed: [first_response_time]', 'speed: []');
    expect(() => loadLanguage(broken, 'language.yaml')).toThrow(ConfigError);
    expect(() => loadLanguage(broken, 'language.yaml')).toThrow(/language\.yaml:7: speed/);
  });

  it('says where the file is no YAML', () => {
    expect(() => loadLanguage('fillers: [', 'language.yaml')).toThrow(/language\.yaml:\d+:/);
  });
});
