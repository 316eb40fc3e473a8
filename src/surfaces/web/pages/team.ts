import { type Html, html } from '../markup.ts';
import type { TeamMember } from '../parts.ts';

/** Who tickets can be given to: what they have, who is here, and saying who isn't. `told`: what was just done. */
export function renderTeam(team: readonly TeamMember[], told: string | null): Html {
  return html`<div class="page page-narrow ticket">
<div class="page-head"><h1>Team</h1></div>
${told === null ? '' : html`<p class="ticket-told" role="status">${told}</p>`}
${team.length === 0 ? NOBODY : html`${renderMembers(team)}${renderAway(team)}`}
</div>`;
}

const NOBODY = html`<p class="context">There is nobody to assign tickets to yet: list people in <code>config/team.yaml</code>, or connect a support system.</p>`;

function renderMembers(team: readonly TeamMember[]): Html {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="The team"><table>
<thead><tr><th scope="col">Who</th><th scope="col">Load</th><th scope="col">Has</th><th scope="col">Now</th><th scope="col">Skills</th><th scope="col" aria-label="What can be done"></th></tr></thead>
<tbody>${team.map(
    ({ name, load, has, presence, skills, isAway }) =>
      html`<tr><th scope="row" class="brief">${name}</th><td class="brief">${load}</td><td>${has}</td><td>${presence}</td><td>${skills}</td><td class="brief">${isAway ? renderBack(name) : ''}</td></tr>`,
  )}</tbody>
</table></div>`;
}

function renderBack(name: string): Html {
  return html`<form method="post" action="/team/back"><input type="hidden" name="name" value="${name}"><button type="submit" class="card-button" aria-label="${name} is back">Is back</button></form>`;
}

function renderAway(team: readonly TeamMember[]): Html {
  return html`<section class="card-section" aria-labelledby="away-title"><h2 id="away-title">Somebody is away</h2>
<p class="context">No tickets come to them by themselves until they are back.</p>
<form class="card-asked" method="post" action="/team/away">
<label for="away-name">Who</label>
<select id="away-name" name="name">${team.map(({ name }) => html`<option value="${name}">${name}</option>`)}</select>
<label for="away-until">Until when, such as monday 9:00 or 2 h; empty: until they are back</label>
<input id="away-until" name="until" maxlength="100" autocomplete="off">
<label for="away-note">Why, for the team to read (may be left out)</label>
<input id="away-note" name="note" maxlength="200" autocomplete="off">
<button type="submit" class="card-button">Say so</button>
</form></section>`;
}
