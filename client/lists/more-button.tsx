/** Asks for the next part of a paged list; says how much of it is on the screen. */
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';

import { asProblem } from '../queries/problem.ts';
import { formatCount } from '../text/format.ts';

interface NextPart {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => Promise<unknown>;
}

export function MoreButton(props: { shown: number; total: number; query: NextPart }): ReactElement | null {
  const { query } = props;
  if (!query.hasNextPage) return null;
  return (
    <div className="more">
      <span>
        {formatCount(props.shown)} of {formatCount(props.total)}
      </span>
      <Button
        className="button"
        isPending={query.isFetchingNextPage}
        onPress={() => void query.fetchNextPage()}
      >
        {query.isFetchingNextPage ? 'Loading…' : 'Show more'}
      </Button>
      {query.isFetchNextPageError && <p role="alert">{asProblem(query.error).message}</p>}
    </div>
  );
}
