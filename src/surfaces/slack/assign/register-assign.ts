import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { AskerError } from '../../../core/errors.ts';
import type { Viewer } from '../../../core/ticket-card.ts';
import { pack } from '../blocks/fit.ts';
import { inMessages } from '../blocks/in-messages.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, points, prose } from '../blocks/words.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { type Named, readAssignCommand, readAwayCommand } from './read-assign-words.ts';

type Wished = { readonly viewer: Viewer; readonly key: string };

/** Assignment in sentences; `**…**` marks what matters. Everything throws AskerError and PermissionError in words for whoever asked. */
export type AssignmentSentences = {
  assign(
    ticket: string,
    wished: Wished & { readonly to: string | undefined },
  ): Promise<{
    readonly headline: string;
    readonly notes: readonly string[];
    readonly weighed: readonly string[];
  }>;
  list(viewer: Viewer): Promise<readonly string[]>;
  team(viewer: Viewer): Promise<readonly string[]>;
  away(
    wished: Wished & Readonly<Record<'name' | 'until' | 'note', string | undefined>>,
  ): Promise<string>;
  back(wished: Wished & { readonly name: string | undefined }): Promise<string>;
};

export type SlackAssignParts = {
  readonly assigning: AssignmentSentences;
  viewerOf(speaking: Speaking): Promise<Viewer>;
  /** The agent somebody is in the data, by their member id; null: none. */
  agentOf(user: string, speaking: Speaking): Promise<string | null>;
};

/** `/assign` and `/away`, answered to whoever asks. What they do is done once, however often they arrive. */
export function registerAssign(app: App, parts: SlackAssignParts): void {
  app.command('/assign', answering(answerAssign, parts));
  app.command('/away', answering(answerAway, parts));
}

type Answer = (
  text: string,
  speaking: Speaking,
  parts: SlackAssignParts,
) => Promise<readonly SlackMessage[]>;

function answering(
  answer: Answer,
  parts: SlackAssignParts,
): (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => Promise<void> {
  return async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    for (const message of await answer(command.text, speaking, parts))
      await sayAside(respond, message, speaking);
  };
}

const answerAssign: Answer = async (text, speaking, parts) => {
  const { assigning } = parts;
  const asked = readAssignCommand(text);
  const viewer = await parts.viewerOf(speaking);
  if (asked.kind === 'team') return inMessages('The team', await assigning.team(viewer));
  if (asked.kind === 'list') {
    const lines = await assigning.list(viewer);
    return lines.length > 0
      ? inMessages('Assigned, and waiting', lines)
      : [renderNotice('Nothing is assigned by me, and nothing waits. Say “/assign 4312”.')];
  }
  const to = asked.to === null ? undefined : await nameOf(asked.to, speaking, parts);
  const wished = { viewer, key: `slack:${speaking.jobKey}`, to };
  const { headline, notes, weighed } = await assigning.assign(asked.ticket, wished);
  const words = fallback([headline, ...notes, ...weighed]);
  return pack([...prose([`**${headline}**`]), ...points(weighed), ...asides(notes)]).map(
    (blocks) => ({ text: words, blocks }),
  );
};

const answerAway: Answer = async (text, speaking, parts) => {
  const { assigning } = parts;
  const { who, until, note, isBack } = readAwayCommand(text);
  const viewer = await parts.viewerOf(speaking);
  const name = who === null ? undefined : await nameOf(who, speaking, parts);
  const wished = { viewer, key: `slack:${speaking.jobKey}`, name };
  const said = isBack
    ? await assigning.back(wished)
    : await assigning.away({ ...wished, until: until ?? undefined, note: note ?? undefined });
  return [renderNotice(said)];
};

async function nameOf(named: Named, speaking: Speaking, parts: SlackAssignParts): Promise<string> {
  if ('name' in named) return named.name;
  const agent = await parts.agentOf(named.user, speaking);
  if (agent !== null) return agent;
  throw new AskerError(
    'I don’t know which agent that is: their e-mail address has to stand beside their name in config/team.yaml. Or write their name.',
  );
}
