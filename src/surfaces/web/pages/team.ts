import { type Html, html } from '../markup.ts';
import type { TeamMember } from '../parts.ts';

/** The form as it was filled in. */
export type AwayFields = Readonly<Record<'name' | 'until' | 'note', string>>;

type Notes = {
  /** What was just done. */
  readonly told: string | null;
  /** What could not be done, and why. */
  readonly refused: { readonly problem: string; readonly fields: AwayFields } | null;
};

/** Who tickets can be given to: what they have, who is here, and saying who isn't. */
export function renderTeam(team: readonly TeamMember[], { told, refused }: Notes): Html {
  return html`<div class="page page-narrow ticket">
<div class="page-head"><h1>Team</h1></div>
${told === null ? '' : html`<p class="ticket-told" role="status">${told}</p>`}
${refused === null ? '' : html`<p class="ticket-refused" role="alert">${refused.problem}</p>`}
${team.length === 0 ? NOBODY : html`${renderMembers(team)}${renderAway(team, refused?.fields ?? null)}`}
</div>`;
}

const NOBODY = html`<p class="context">There is nobody to assign tickets to yet: list people in <code>config/team.yaml</code>, or connect a support system.</p>`;

/** Who is away stands first after the name: on a phone, what comes last is out of sight. */
function renderMembers(team: readonly TeamMember[]): Html {
  const hasSkills = team.some(({ skills }) => skills !== '');
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="The team"><table>
<thead><tr><th scope="col">Who</th><th scope="col">Now</th><th scope="col">Load</th><th scope="col">Has</th>${hasSkills ? html`<th scope="col">Skills</th>` : ''}</tr></thead>
<tbody>${team.map(
    ({ name, load, has, presence, skills, isAway }) =>
      html`<tr><th scope="row" class="brief">${name}</th><td>${presence}${isAway ? renderBack(name) : ''}</td><td class="brief">${load}</td><td>${has}</td>${hasSkills ? html`<td>${skills}</td>` : ''}</tr>`,
  )}</tbody>
</table></div>`;
}

function renderBack(name: string): Html {
  return html`<form method="post" action="/team/back"><input type="hidden" name="name" value="${name}"><button type="submit" class="card-button" aria-label="${name} is back">Is back</button></form>`;
}

function renderAway(team: readonly TeamMember[], tried: AwayFields | null): Html {
  return html`<section class="card-section" aria-labelledby="away-title"><h2 id="away-title">Somebody is away</h2>
<p class="context">No tickets come to them by themselves until they are back.</p>
<form class="card-asked" method="post" action="/team/away">
<label for="away-name">Who</label>
<select id="away-name" name="name">${team.map(({ name }) => html`<option${name === tried?.name ? html` selected` : ''}>${name}</option>`)}</select>
<label for="away-until">Until when, such as monday 9:00 or 2 h; empty: until they are back</label>
<input id="away-until" name="until" value="${tried?.until ?? ''}" maxlength="100" autocomplete="off">
<label for="away-note">Why, for the team to read (may be left out)</label>
<input id="away-note" name="note" value="${tried?.note ?? ''}" maxlength="200" autocomplete="off" dir="auto">
<button type="submit" class="card-button">Say so</button>
</form></section>`;
}
