// Compile-time: our wire types are the community's ActivityPub types, with URLs and dates as the strings that they are in JSON.
import type { AP } from 'activitypub-core-types';
import { describe, expectTypeOf, it } from 'vitest';
import type * as activity from '../../src/protocol/activity-streams/activity.ts';
import type { Actor } from '../../src/protocol/activity-streams/actor.ts';
import type { OrderedCollection, OrderedCollectionPage, Outbox } from '../../src/protocol/activity-streams/collection.ts';
import type { Post, Tombstone } from '../../src/protocol/activity-streams/object.ts';

/** What JSON makes of a type. */
type Wire<T> = T extends URL | Date
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/**
 * Kinds of tags, attachments and pictures, and what a page or a Create carries, stay open in our types: others may send kinds that
 * nobody knows yet, and embedded objects are checked by themselves.
 */
type Open = 'tag' | 'attachment' | 'icon' | 'image' | 'orderedItems' | 'type';
type Ours<T, Type> = Omit<T, Open> & { type: Type };
type Theirs<T> = Omit<{ [Key in keyof T]: Wire<T[Key]> }, Exclude<Open, 'type'>>;

describe('wire types', () => {
  it('fit the ActivityPub types', () => {
    expectTypeOf<Ours<Post, 'Note'>>().toExtend<Theirs<AP.Note>>();
    expectTypeOf<Ours<Post, 'Article'>>().toExtend<Theirs<AP.Article>>();
    // Their `type` of these three is at once 'Document' and something else: no value has it.
    expectTypeOf<Omit<Ours<Post, 'Image'>, 'type'>>().toExtend<Omit<Theirs<AP.Image>, 'type'>>();
    expectTypeOf<Omit<Ours<Post, 'Video'>, 'type'>>().toExtend<Omit<Theirs<AP.Video>, 'type'>>();
    expectTypeOf<Omit<Ours<Post, 'Audio'>, 'type'>>().toExtend<Omit<Theirs<AP.Audio>, 'type'>>();
    expectTypeOf<Ours<Post, 'Event'>>().toExtend<Theirs<AP.Event>>();
    // formerType is an open string on the wire: the type of something that need not be known here.
    expectTypeOf<Omit<Ours<Tombstone, 'Tombstone'>, 'formerType'>>().toExtend<Omit<Theirs<AP.Tombstone>, 'formerType'>>();
    expectTypeOf<Ours<Actor, 'Person'>>().toExtend<Theirs<AP.Person>>();
    expectTypeOf<Ours<Actor, 'Service'>>().toExtend<Theirs<AP.Service>>();
    expectTypeOf<Ours<Outbox, 'OrderedCollection'>>().toExtend<Theirs<AP.OrderedCollection>>();
    expectTypeOf<Ours<OrderedCollection, 'OrderedCollection'>>().toExtend<Theirs<AP.OrderedCollection>>();
    expectTypeOf<Ours<OrderedCollectionPage, 'OrderedCollectionPage'>>().toExtend<Theirs<AP.OrderedCollectionPage>>();
  });

  it('fit the ActivityPub activities', () => {
    expectTypeOf<Omit<activity.Create, 'object'>>().toExtend<Omit<Theirs<AP.Create>, 'object'>>();
    expectTypeOf<Omit<activity.Update, 'object'>>().toExtend<Omit<Theirs<AP.Update>, 'object'>>();
    expectTypeOf<activity.Delete>().toExtend<Theirs<AP.Delete>>();
    expectTypeOf<activity.Announce>().toExtend<Theirs<AP.Announce>>();
    expectTypeOf<activity.Like>().toExtend<Theirs<AP.Like>>();
    expectTypeOf<activity.Follow>().toExtend<Theirs<AP.Follow>>();
    expectTypeOf<activity.Undo>().toExtend<Theirs<AP.Undo>>();
    expectTypeOf<activity.Move>().toExtend<Theirs<AP.Move>>();
    expectTypeOf<activity.Add>().toExtend<Theirs<AP.Add>>();
    expectTypeOf<activity.Remove>().toExtend<Theirs<AP.Remove>>();
  });

  it('would notice a misfit', () => {
    expectTypeOf<Omit<Ours<Post, 'Note'>, 'published'> & { published: number }>().not.toExtend<Theirs<AP.Note>>();
    expectTypeOf<Ours<Post, 'Person'>>().not.toExtend<Theirs<AP.Note>>();
  });
});
