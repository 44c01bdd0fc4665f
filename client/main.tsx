/** Starts the client: the view from the address, the queries, the app. */
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// The styles of cards build on these, so these come first.
import './theme/tokens.css';
import './theme/controls.css';
import { atlasQueryClient } from './queries/hooks.ts';
import { App } from './app.tsx';
import { Boundary } from './notice/boundary.tsx';
import { viewHistory } from './state/history.ts';
import { ViewContext } from './state/use-view.ts';

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <Boundary what="Wiki Atlas">
      <QueryClientProvider client={atlasQueryClient()}>
        <ViewContext value={viewHistory(window)}>
          <App />
        </ViewContext>
      </QueryClientProvider>
    </Boundary>
  </StrictMode>,
);
