import { html } from 'hono/html';
import type { Html } from '../markup.ts';

/** Asks for the token a console that others can reach is started with. */
export function renderLogin(wasWrong: boolean): Html {
  return html`<form class="login" method="post" action="/login">
<h1>Deskhand</h1>
<p class="context">This console is open to other machines, so it asks for the token it was started with.</p>
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${
    wasWrong ? html` aria-invalid="true" aria-describedby="token-wrong"` : ''
  }>
${wasWrong ? html`<p class="field-problem" id="token-wrong" role="alert">That isn’t the token.</p>` : ''}
<button class="button" type="submit">Sign in</button>
</form>`;
}
