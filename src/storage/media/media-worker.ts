// Reads files of accounts beside the page: to unpack a picture and to make its URL there took longer than to draw its post.
import { createMediaAnswers, type MediaRequest } from './answer-media.ts';

const answer = createMediaAnswers(indexedDB, (blob) => URL.createObjectURL(blob));

addEventListener('message', ({ data }: MessageEvent<MediaRequest>) => {
  void answer(data).then((message) => postMessage(message));
});
