import { type Html, html } from '../markup.ts';

export type LoginProblem = 'wrong' | 'too-often';

const PROBLEMS = {
  wrong: 'That isn’t the token.',
  'too-often': 'Too many wrong tokens. Try again in a minute.',
} as const satisfies Record<LoginProblem, string>;

/** Asks for the token a console that others can reach is started with. */
export function renderLogin(problem: LoginProblem | null): Html {
  return html`<form class="login" method="post" action="/login">
<h1>Deskhand</h1>
<p class="context">This console is open to other machines, so it asks for the token it was started with.</p>
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${
    problem ? html` aria-invalid="true" aria-describedby="token-problem"` : ''
  }>
${problem ? html`<p class="field-problem" id="token-problem" role="alert">${PROBLEMS[problem]}</p>` : ''}
<button class="button" type="submit">Sign in</button>
</form>`;
}
