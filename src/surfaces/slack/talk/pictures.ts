import type { WebClient } from '@slack/web-api';
import type { ChartSpec } from '../../../core/answer.ts';
import { placePicture } from '../blocks/chart-block.ts';
import type { SlackFile, SlackMessage } from '../blocks/slack-message.ts';
import type { Log } from '../log.ts';
import { reasonOf } from './refusals.ts';

/** A message as it goes out, and whether it shows a picture Slack has only just been given. */
export type Placed = { readonly message: SlackMessage; readonly isPictured: boolean };

type PictureFile = Extract<SlackFile, { kind: 'chart' }>;

export interface Pictures {
  /** The message with its pictures, uploaded when first needed; with what they show in words where that fails. */
  place(message: SlackMessage, files: readonly SlackFile[]): Promise<Placed>;
  /** Ids of all that was uploaded. */
  ids(): readonly string[];
}

/** `draw` gives a chart of the answer as PNG. */
export function createPictures(
  client: WebClient,
  draw: (chart: ChartSpec) => Promise<Uint8Array | null>,
  logger: Log,
): Pictures {
  const uploads = new Map<string, Promise<string | null>>();
  const ids: string[] = [];

  async function upload({ fileName, title, alt, spec }: PictureFile): Promise<string | null> {
    const png = await draw(spec);
    if (png === null) return null;
    try {
      const file = Buffer.from(png);
      const uploaded = await client.files.uploadV2({
        file,
        filename: fileName,
        title,
        alt_text: alt,
      });
      const id = uploadedId(uploaded);
      if (id !== null) ids.push(id);
      return id;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      logger.warn({ reason }, 'Slack refused a picture; what it shows is said in words');
      return null;
    }
  }

  return {
    async place(message, files) {
      let placed = message;
      for (const file of files) {
        if (file.kind !== 'chart' || !JSON.stringify(placed.blocks).includes(file.placeholder))
          continue;
        const known = uploads.get(file.fileName) ?? upload(file);
        uploads.set(file.fileName, known);
        placed = placePicture(placed, file, await known);
      }
      return { message: placed, isPictured: ids.length > 0 && placed !== message };
    },
    ids: () => ids,
  };
}

/** `files.uploadV2` says what it uploaded, a list in a list. */
export function uploadedId(answer: unknown): string | null {
  const { files = [] } = answer as { files?: readonly { files?: readonly { id?: string }[] }[] };
  return files[0]?.files?.[0]?.id ?? null;
}
