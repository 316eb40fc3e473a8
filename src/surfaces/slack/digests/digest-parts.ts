import type { WebClient } from '@slack/web-api';
import type { Desk, Rights } from '../../../bot/desk.ts';
import { may } from '../../../core/access.ts';
import type { ChartSpec } from '../../../core/answer.ts';
import { PermissionError } from '../../../core/errors.ts';
import type { Digests } from '../../../digests/digests.ts';
import type { Log } from '../log.ts';
import type { Asker, Once } from '../talk/talk-parts.ts';

export type SlackDigestsParts = {
  readonly digests: Digests;
  readonly desk: Pick<Desk, 'traces' | 'turn'>;
  readonly once: Once;
  rightsOf(asker: Asker): Promise<Rights>;
  /** What somebody reads who may not set up what is posted. */
  readonly refusal: string;
  readonly draw: (chart: ChartSpec) => Promise<Uint8Array>;
  /** IANA zone a schedule is in that names none. */
  readonly zone: string;
  readonly logger: Log;
};

/** Whoever changes what is posted must be allowed to; throws PermissionError. */
export async function checkMayManage(
  asker: { readonly client: WebClient; readonly team: string; readonly user: string },
  { rightsOf, refusal }: SlackDigestsParts,
): Promise<void> {
  const { access } = await rightsOf({ ...asker, channel: null });
  if (!may(access, 'digests')) throw new PermissionError(refusal);
}
