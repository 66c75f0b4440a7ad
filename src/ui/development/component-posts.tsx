import type { ReactNode } from 'react';
import type { PollView, PostView } from '../../services/app-api.ts';
import { ContentWarning } from '../components/content-warning.tsx';
import { DeliveryLine } from '../components/delivery-line.tsx';
import { Poll } from '../components/poll.tsx';
import { PostCard } from '../components/post-card.tsx';
import { ProvenanceMark } from '../components/provenance-mark.tsx';
import { QuoteCard } from '../components/quote-card.tsx';
import type { ComponentSample } from './component-sample.ts';
import { people } from './sample-people.ts';
import { samplePost } from './sample-posts.ts';
import { serverPost } from './sample-servers.ts';

const nowMs = Date.now();
const post = (index: number, more: Partial<PostView> = {}): PostView => ({ ...samplePost(index, nowMs), ...more });
const card = (index: number, more?: Partial<PostView>): ReactNode => <PostCard post={post(index, more)} />;

const options = [
  { title: 'The one on the library roof', votes: 41 },
  { title: 'Donaudampfschifffahrtsgesellschaftskapitänsdach', votes: 12 },
  { title: 'None, it is too cold', votes: 7 },
];
const poll: PollView = { options, isMultiple: false, endsMs: nowMs + 86_400_000, voters: 60, isPollen: true };

export const postSamples: readonly ComponentSample[] = [
  {
    name: 'PostCard',
    states: {
      words: card(0),
      'long words': card(2),
      'from right to left': card(3),
      'with a picture': card(4),
      'behind a warning': card(5, { delivery: undefined }),
      'code and a quotation': card(6),
      'boosted, liked, bookmarked': card(0, {
        boostedBy: people[1],
        mine: { liked: true, boosted: true },
        bookmarked: true,
        counts: { replies: 12, likes: 1234, boosts: 98 },
      }),
      'one of my own, just written': card(0, {
        delivery: { stage: 'undo', untilMs: nowMs + 3_600_000, people: 0, gateways: [] },
      }),
      'not here any more': card(0, { missing: true }),
      'of a server': <PostCard post={serverPost(1, nowMs)} />,
    },
  },
  {
    name: 'Poll',
    states: {
      'to vote in': <Poll poll={{ ...poll, canVote: true }} id={post(0).id} />,
      voted: <Poll poll={{ ...poll, mine: ['None, it is too cold'] }} />,
      'nobody yet': <Poll poll={{ ...poll, options: options.map(({ title }) => ({ title, votes: 0 })), voters: 0 }} />,
      ended: <Poll poll={{ ...poll, endsMs: nowMs - 1000 }} />,
    },
  },
  {
    name: 'QuoteCard',
    states: {
      known: <QuoteCard quote={{ id: post(0).id, post: post(0) }} />,
      unknown: <QuoteCard quote={{ id: post(1).id, lacks: 'unknown' }} />,
      hidden: <QuoteCard quote={{ id: post(1).id, lacks: 'hidden' }} />,
      deleted: <QuoteCard quote={{ id: post(1).id, lacks: 'deleted' }} />,
    },
  },
  {
    name: 'ContentWarning',
    states: {
      closed: (
        <ContentWarning warning="Insects, injury" name="component-page" textId="component-page-warning">
          <p>Words behind it.</p>
        </ContentWarning>
      ),
    },
  },
  {
    name: 'DeliveryLine',
    states: {
      'can be taken back': (
        <DeliveryLine post={post(0)} delivery={{ stage: 'undo', untilMs: nowMs + 3_600_000, people: 0, gateways: [] }} />
      ),
      'on this device': <DeliveryLine post={post(0)} delivery={{ stage: 'this-device', people: 0, gateways: [] }} />,
      'with people': <DeliveryLine post={post(0)} delivery={{ stage: 'published', people: 3, gateways: [] }} />,
      'with people and kept': (
        <DeliveryLine post={post(0)} delivery={{ stage: 'published', people: 3, gateways: ['https://pollen.example'] }} />
      ),
    },
  },
  {
    name: 'ProvenanceMark',
    states: {
      signed: <ProvenanceMark provenance={{ type: 'signed' }} />,
      'from a server': <ProvenanceMark provenance={{ type: 'host', host: 'mastodon.example' }} />,
    },
  },
];
