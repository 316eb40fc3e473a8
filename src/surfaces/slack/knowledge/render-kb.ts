import { formatPercent } from '../../../core/format.ts';
import type { FoundLine, KnowledgeFound, KnowledgeHoldings } from '../../../core/knowledge-desk.ts';
import { pack, shorten } from '../blocks/fit.ts';
import type { SlackBlock, SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, oneLine, points, prose } from '../blocks/words.ts';

const MOST_DOCUMENTS = 60;
const LONGEST_NAME = 150;
const LONGEST_PASSAGE = 500;
const HOW =
  '“/kb add” asks for files; “/kb add https://…” reads a public page; “/kb search” and a question tries it.';

/** What replies are made from, in as many messages as it takes. */
export function renderHoldings({ documents, past }: KnowledgeHoldings): readonly SlackMessage[] {
  const first =
    documents.length === 0
      ? 'There are no documents yet: help pages, policies, templates.'
      : 'Suggested replies are made from these documents, and from past tickets.';
  const lines = documents
    .slice(0, MOST_DOCUMENTS)
    .map(({ title, says, age, isPrivate }) =>
      [`**${named(title)}** ${says}`, age, ...(isPrivate ? ['for the team alone'] : [])].join(', '),
    );
  const left = documents.length - lines.length;
  const notes = [
    ...(left > 0 ? [`${left} more are on the console’s Knowledge page.`] : []),
    past,
    HOW,
  ];
  const blocks = [...prose([first]), ...(lines.length > 0 ? points(lines) : []), ...asides(notes)];
  return inMessages(blocks, [first, ...lines, ...notes]);
}

/** What a question would be answered from, best first. */
export function renderFound({ passages, notes }: KnowledgeFound): readonly SlackMessage[] {
  if (passages.length === 0) {
    const words = ['Nothing fits this question.', ...notes];
    return inMessages(asides(words), words);
  }
  const blocks = passages.flatMap((passage): SlackBlock[] => [
    ...prose([`**${named(passage.title)}**`, ...saidBy(passage)]),
    ...asides([placeOf(passage)]),
  ]);
  const said = passages.flatMap((passage) => [passage.title, ...saidBy(passage)]);
  return inMessages([...blocks, ...asides(notes)], [...said, ...notes]);
}

const saidBy = ({ text, answer }: FoundLine): readonly string[] =>
  [text, ...(answer === null ? [] : [`Answer: ${answer}`])].map((words) =>
    shorten(oneLine(words), LONGEST_PASSAGE),
  );

const placeOf = ({ place, isPrivate, score }: FoundLine): string =>
  [place, ...(isPrivate ? ['for the team alone'] : []), `score ${formatPercent(score)}`].join(
    ' · ',
  );

const named = (title: string): string => shorten(oneLine(title), LONGEST_NAME);

const inMessages = (
  blocks: readonly SlackBlock[],
  said: readonly string[],
): readonly SlackMessage[] =>
  pack([...blocks]).map((each) => ({ text: fallback(said), blocks: each }));
