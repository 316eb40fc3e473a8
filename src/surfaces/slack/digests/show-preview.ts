import type { RespondFn } from '@slack/bolt';
import { pack } from '../blocks/fit.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { createPictures } from '../talk/pictures.ts';
import type { Speaking } from '../talk/talk.ts';
import type { SlackDigestsParts } from './digest-parts.ts';
import { renderDigestPart } from './render-digest-part.ts';
import { renderOutline } from './render-digests.ts';

/** Shows one person a digest as it would be posted now: its head, and a line of each section. */
export async function showPreview(
  name: string,
  { respond, speaking }: { readonly respond: RespondFn; readonly speaking: Speaking },
  { digests, draw, logger }: SlackDigestsParts,
): Promise<void> {
  const digest = await digests.preview(name);
  const { message, files } = renderDigestPart({ digest, section: null }, '');
  const pictures = createPictures(speaking.client, draw, logger);
  const { message: head } = await pictures.place(message, files);
  const outline = renderOutline(
    digest.sections.map(({ title, reply }) => ({ title, headline: reply.headline })),
  );
  const [first = [], ...more] = pack([...head.blocks, ...outline]);
  await sayAside(respond, { text: head.text, blocks: first }, speaking);
  for (const blocks of more) await sayAside(respond, { text: head.text, blocks }, speaking);
}
