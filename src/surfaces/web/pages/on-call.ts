import { emphasise, type Html, html } from '../markup.ts';
import type { RotationView } from '../parts.ts';
import { plainTable } from './plain-table.ts';

/** A form as it was filled in. */
export type OnCallWish = {
  readonly does: 'override' | 'swap' | 'cancel';
  readonly fields: Readonly<Record<string, string>>;
};

type Notes = {
  /** What was just done. */
  readonly told: string | null;
  /** What could not be done, and why. */
  readonly refused: { readonly problem: string; readonly wish: OnCallWish } | null;
};

/** Who is on call now and next, what was changed, and ways to change it for once. `people`: everybody who can be put on call. */
export function renderOnCall(
  rotations: readonly RotationView[],
  people: readonly string[],
  { told, refused }: Notes,
): Html {
  const wish = refused?.wish ?? null;
  return html`<div class="page page-narrow ticket">
<h1>On call</h1>
${told === null ? '' : html`<p class="ticket-told" role="status">${told}</p>`}
${refused === null ? '' : html`<p class="ticket-refused" role="alert">${refused.problem}</p>`}
${rotations.length === 0 ? NONE : rotations.map((rotation, nth) => renderRotation(rotation, { people, nth, wish }))}
</div>`;
}

const NONE = html`<p class="context">There is no rotation yet: <code>config/escalation.yaml</code> is where they are set up.</p>`;

type Place = {
  readonly people: readonly string[];
  readonly nth: number;
  readonly wish: OnCallWish | null;
};

function renderRotation(rotation: RotationView, place: Place): Html {
  const { name, now } = rotation;
  const title = `rotation-${place.nth}`;
  return html`<section class="card-section" aria-labelledby="${title}"><h2 id="${title}">${name}</h2>
<p class="context">${emphasise(now)}</p>
${renderTurns(rotation)}
${renderChanges(rotation)}
<div class="card-buttons" role="group" aria-label="What can be done">${renderOverride(rotation, place)}${renderSwap(rotation, place)}</div>
</section>`;
}

function renderTurns({ name, zone, people, turns }: RotationView): Html {
  if (people.length === 0)
    return html`<p class="note">Nobody takes turns in it yet: <code>config/escalation.yaml</code> says who does.</p>`;
  return html`<details><summary>The next two weeks</summary>${plainTable(
    `Turns of ${name}, ${zone}`,
    ['On call', 'From', 'Until'],
    turns.map(({ from, until, person }) => [person, from, until]),
  )}</details>`;
}

function renderChanges({ changes }: RotationView): Html | '' {
  if (changes.length === 0) return '';
  return html`<ul class="on-call-changes" aria-label="Changes">${changes.map(
    ({ id, words }) =>
      html`<li><span>${words}</span>${id === null ? html`<span class="note">in config/escalation.yaml</span>` : renderCancel(id, words)}</li>`,
  )}</ul>`;
}

const renderCancel = (id: string, words: string): Html =>
  html`<form method="post" action="/oncall/cancel"><input type="hidden" name="id" value="${id}"><button type="submit" class="card-button" aria-label="Take back: ${words}">Take back</button></form>`;

function renderOverride(rotation: RotationView, place: Place): Html | '' {
  const { people } = place;
  if (people.length === 0) return '';
  return renderChange('override', 'Put somebody on call', rotation, place, (look) => [
    look.names('person', 'Who, whosever turn it is', people),
  ]);
}

function renderSwap(rotation: RotationView, place: Place): Html | '' {
  const [first, ...others] = rotation.people;
  if (first === undefined || others.length === 0) return '';
  return renderChange('swap', 'Swap turns', rotation, place, (look) => [
    look.names('one', 'One of them', rotation.people),
    look.names('other', 'The other one', [...others, first]),
  ]);
}

type Look = {
  names(field: string, label: string, people: readonly string[]): Html;
};

function renderChange(
  does: 'override' | 'swap',
  label: string,
  { name }: RotationView,
  { nth, wish }: Place,
  who: (look: Look) => readonly Html[],
): Html {
  const tried = wish?.does === does && wish.fields.rotation === name ? wish.fields : null;
  const id = (field: string) => `${does}-${nth}-${field}`;
  const names: Look['names'] = (
    field,
    words,
    people,
  ) => html`<label for="${id(field)}">${words}</label>
<select id="${id(field)}" name="${field}">${people.map((one) => html`<option${one === tried?.[field] ? html` selected` : ''}>${one}</option>`)}</select>`;
  return html`<details class="card-ask"${tried ? html` open` : ''}><summary class="card-button">${label} …</summary>
<form class="card-asked" method="post" action="/oncall/${does}">
<input type="hidden" name="rotation" value="${name}">
${who({ names })}
<label for="${id('from')}">From when, such as 18:00, monday 9:00 or 24 dec; empty: now</label>
<input id="${id('from')}" name="from" value="${tried?.from ?? ''}" maxlength="100" autocomplete="off">
<label for="${id('until')}">Until when, such as 18:00, monday 9:00, 24 dec or 2 h</label>
<input id="${id('until')}" name="until" value="${tried?.until ?? ''}" maxlength="100" autocomplete="off" required>
<button type="submit" class="card-button card-button-primary">${label}</button>
</form></details>`;
}
