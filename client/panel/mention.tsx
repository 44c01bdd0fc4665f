/** A sentence with a link or a name marked in it, its heading, and its moment in the video. */
import type { ReactElement } from 'react';

import type { MentionItem, UnlinkedMention } from '../../graph/api.ts';
import { formatTimeMark, videoUrl } from '../../graph/time-mark.ts';
import { Icon } from '../screen/icons.tsx';
import { Marked } from '../text/marked.tsx';

/** `at`: the moment in the video that goes with it, seconds. */
export type SeenMention = UnlinkedMention & Partial<Pick<MentionItem, 'at'>>;

/** `videoId`: of the page the sentence is from. */
export function Mention(props: { mention: SeenMention; videoId?: string | null }): ReactElement {
  const { mention, videoId = null } = props;
  const { at = null } = mention;
  return (
    <div className="mention">
      {mention.heading.length > 0 && <p className="mention-heading">{mention.heading.join(' › ')}</p>}
      <p className="mention-text">
        <Marked text={mention.excerpt} places={[[mention.start, mention.end]]} />{' '}
        {at !== null && <Moment at={at} videoId={videoId} />}
      </p>
    </div>
  );
}

function Moment(props: { at: number; videoId: string | null }): ReactElement {
  const time = formatTimeMark(props.at);
  if (props.videoId === null) return <span className="moment">{time}</span>;
  return (
    <a
      className="moment"
      href={videoUrl(props.videoId, props.at)}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={`Watch at ${time} (video, new tab)`}
    >
      <Icon name="play" />
      {time}
    </a>
  );
}
