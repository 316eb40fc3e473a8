/** Where something is in Slack: a channel's or a person's id, and the workspace's where there are several. */
export type SlackAddress = { readonly team: string | null; readonly id: string };

/** `C…`, or `T…/C…`. */
export function readSlackAddress(address: string): SlackAddress {
  const [first = '', second] = address.split('/');
  return second === undefined ? { team: null, id: first } : { team: first, id: second };
}

export function slackAddress(team: string, id: string): string {
  return `${team}/${id}`;
}
