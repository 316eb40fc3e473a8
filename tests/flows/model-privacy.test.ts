import { it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { expectNoLeaks, PLAIN, STRANGE } from './model-leaks.ts';

const folder = useTempFolders();

const swap = (word: string): string => word.slice(0, 2) + word[3] + word[2] + word.slice(4);

/** A name as it may be typed. */
const SPELLINGS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => `${name}’s`,
  (name) => `${name}s'`,
  (name) => `${name}s`,
  (name) => swap(name),
  (name) => name.slice(0, -1),
  (name) => `${name.slice(0, 4)}x${name.slice(4)}`,
  (name) => `"${name}"`,
  (name) => `“${name}”`,
  (name) => `'${name}'`,
  (name) => name.replaceAll(' ', '-'),
  (name) => name.replaceAll(' ', '_'),
  (name) => name.replaceAll(' ', ''),
  (name) => `pre-${name}-post`,
  (name) => `${name}/${name}&${name}`,
  (name) => `(${name})`,
  (name) => `${name}…${name}`,
  (name) => `@${name}`,
  (name) => `#${name}`,
  (name) => `*${name}*`,
  (name) => `\`${name}\``,
  (name) => `<${name}>`,
  (name) => `{{${name}}}`,
  (name) => `${name.replaceAll(/\s/g, '.')}@mail.example`,
  (name) => `post@${name.replaceAll(/\s/g, '')}.example`,
  (name) => `https://${name.replaceAll(/\s/g, '')}.example/${name.replaceAll(/\s/g, '')}`,
  (name) => `9${name}9`,
  (name) => name.normalize('NFD'),
  (name) => name.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  (name) => `\u202b${name}\u202c`,
  (name) => `${name.slice(0, 3)}\u200b${name.slice(3)}`,
  (name) => `${name.slice(0, 3)}\u00ad${name.slice(3)}`,
  (name) => `${name}\n${name}`,
  (name) => `${name.slice(0, 5)} ${name.slice(5)}`,
];

const SENTENCES: readonly ((said: string) => string)[] = [
  (said) => `${said} tickets last week`,
  (said) => `was ${said} swamped in March`,
  (said) => `tickets by ${said}`,
  (said) => `how is ${said} doing vs everybody since 12 ${said}`,
  (said) => `find tickets about ${said}`,
  (said) => `csat of agent ${said}, not ${said}, for pipeline ${said}`,
];

const TYPED = [...Object.values(STRANGE), ...Object.values(PLAIN)].flatMap((name) =>
  SPELLINGS.flatMap((spell, index) =>
    [0, 1].map((nth) => (SENTENCES[(index + nth * 3) % SENTENCES.length] ?? String)(spell(name))),
  ),
);

it('sends, keeps and logs nothing of names, however they are typed', async () => {
  await expectNoLeaks(TYPED, { previous: TYPED, folder: folder(), leastPlans: 100 });
}, 240_000);
