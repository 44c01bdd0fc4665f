/** The page that takes the token. Invariant: no script, and what it is given is shown as text. */
import { escapeUTF8 as escaped } from 'entities';

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fff, #18181b); color: light-dark(#18181b, #fafafa); }
main { width: min(24rem, 100vw - 2rem); }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, button { padding: .5rem; margin-top: .5rem; }
[role=alert] { color: light-dark(#b91c1c, #fca5a5); }
`;

/** @param to where to go on, a path on this server; @param wrong the token before was not the right one */
export function signInPage(to: string, wrong: boolean): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in – Wiki Atlas</title><style>${STYLE}</style></head>
<body><main><h1>Wiki Atlas</h1>
${wrong ? '<p role="alert">This is not the token.</p>' : ''}
<form method="post" action="/sign-in"><input type="hidden" name="to" value="${escaped(to)}">
<label>Token of this server <input type="password" name="token" required autofocus autocomplete="current-password"></label>
<button>Sign in</button></form></main></body>
</html>
`;
}
