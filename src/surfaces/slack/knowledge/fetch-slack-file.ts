import type { WebClient } from '@slack/web-api';
import { AskerError, UpstreamError } from '../../../core/errors.ts';

export type SlackFileRef = {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly url_private_download?: string | undefined;
};

const TAKES_MS = 60_000;
const MOST_BYTES = 100 * 1_048_576;
const OF_SLACK = /(?:^|\.)slack(?:-files|-gov)?\.com$/;

/** The bytes of a file somebody sent to Slack. Throws AskerError for one that is too large, UpstreamError where Slack doesn't give it. */
export async function fetchSlackFile(file: SlackFileRef, client: WebClient): Promise<Uint8Array> {
  const name = file.name ?? 'The file';
  const url = new URL(await addressOf(file, client));
  if (!isOfSlack(url, client)) throw new UpstreamError(`${name} isn’t kept by Slack itself.`);
  const signal = AbortSignal.timeout(TAKES_MS);
  try {
    const answer = await fetch(url, {
      signal,
      redirect: 'manual',
      headers: { authorization: `Bearer ${client.token}` },
    });
    // Whoever may not read files is sent to where people sign in.
    if (answer.status >= 300 && answer.status < 400)
      throw new UpstreamError(
        `Slack didn’t give ${name}: Deskhand may not read files there. “deskhand slack check” says what is missing.`,
      );
    if (!answer.ok || !answer.body)
      throw new UpstreamError(`Slack didn’t give ${name}: it answered ${answer.status}.`);
    return await readUpTo(answer.body, name);
  } catch (cause) {
    if (cause instanceof UpstreamError || cause instanceof AskerError) throw cause;
    throw new UpstreamError(
      signal.aborted
        ? `Slack took longer than ${TAKES_MS / 1000} s to give ${name}.`
        : `${name} broke off while Slack gave it.`,
      { cause },
    );
  }
}

/** In a channel shared with others, what is known of a file has to be asked for. */
async function addressOf(file: SlackFileRef, client: WebClient): Promise<string> {
  if (file.url_private_download) return file.url_private_download;
  const { file: known } = await client.files.info({ file: file.id });
  const address = known?.url_private_download ?? known?.url_private;
  if (!address) throw new UpstreamError(`Slack doesn’t say where ${file.name ?? 'the file'} is.`);
  return address;
}

/** Our token goes nowhere else. */
function isOfSlack(url: URL, { slackApiUrl }: WebClient): boolean {
  if (url.origin === new URL(slackApiUrl).origin) return true;
  return url.protocol === 'https:' && OF_SLACK.test(url.hostname);
}

async function readUpTo(body: ReadableStream<Uint8Array>, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MOST_BYTES)
      throw new AskerError(`${name} is larger than ${MOST_BYTES / 1_048_576} MB. Split it.`);
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
