import { type ReactNode, useState } from 'react';
import { ButtonRow } from '../components/button-row.tsx';
import { Button, ButtonLink, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { CheckField, SelectField, TextArea, TextField } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Menu } from '../components/menu.tsx';
import { PollenMark } from '../components/pollen-mark.tsx';
import { RowLink, RowLinks } from '../components/row-link.tsx';
import { Section } from '../components/section.tsx';
import type { ComponentSample } from './component-sample.ts';

const longWord = 'Rechtsschutzversicherungsgesellschaften';
const ignore = (): void => undefined;

function AskedFor(): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open dialog</Button>
      {open && (
        <ConfirmDialog
          title="Delete this post?"
          text="Others who have a copy are asked to delete it, too."
          confirm="Delete post"
          onConfirm={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

export const controlSamples: readonly ComponentSample[] = [
  {
    name: 'Button',
    states: {
      'the main one of a screen': (
        <Button kind="main" icon="compose">
          Write a post
        </Button>
      ),
      plain: <Button icon="copy">Copy address</Button>,
      quiet: <Button kind="quiet">Remind me later</Button>,
      danger: <Button kind="danger">Delete post</Button>,
      'busy or not yet possible': (
        <ButtonRow>
          <Button kind="main" busy>
            Saving backup
          </Button>
          <Button busy>Check file</Button>
        </ButtonRow>
      ),
      'a link': (
        <ButtonLink href="/" icon="follow">
          Follow somebody
        </ButtonLink>
      ),
      'long words': <Button>{longWord} abbestellen</Button>,
    },
  },
  {
    name: 'IconButton, Menu',
    states: {
      all: (
        <ButtonRow>
          <IconButton icon="back" label="Back" />
          <IconButton icon="close" label="Close" />
          <IconButton icon="bookmark" label="Bookmark" filled />
          <Menu
            label="More"
            items={() => [
              { label: 'Copy link', run: ignore },
              { label: 'Delete post', danger: true, run: ignore },
            ]}
          />
        </ButtonRow>
      ),
    },
  },
  {
    name: 'Fields',
    states: {
      empty: <TextField label="Your name" hint="As people call you." placeholder="Juna" />,
      filled: <TextField label="Your name" defaultValue="Benedikt-Maximilian von Hohenschwangau-Lichtenfels" />,
      wrong: <TextField label="Username" error="Letters, digits and underscores only." defaultValue="juna feld" />,
      'several lines': <TextArea label="About you" defaultValue="Beekeeper, reader, slow cyclist." />,
      select: (
        <SelectField label="Language you write in">
          <option>English</option>
        </SelectField>
      ),
      'check, on and off': (
        <>
          <CheckField label="Use keyboard shortcuts" hint="Press ? on any screen to see them." defaultChecked />
          <CheckField label="Hide my internet address" />
        </>
      ),
    },
  },
  {
    name: 'RowLink, Section',
    states: {
      section: (
        <Section title="Your account" lead="What keeps it yours.">
          <RowLinks>
            <RowLink href="/" icon="seedling" title="Save backup" text="There is no backup yet." />
            <RowLink href="/" icon="device" title="Your devices" />
            <RowLink href="/" icon="globe" title={longWord} text={`${longWord} und ${longWord}`} />
          </RowLinks>
        </Section>
      ),
    },
  },
  { name: 'Dialog', states: { closed: <AskedFor /> } },
  {
    name: 'PollenMark, Icon',
    states: {
      all: (
        <ButtonRow>
          <PollenMark />
          {(['home', 'follow', 'bell', 'me', 'reply', 'boost', 'like', 'seedling', 'signed', 'globe', 'warning'] as const).map(
            (name) => (
              <Icon key={name} name={name} />
            ),
          )}
          <Icon name="like" filled />
        </ButtonRow>
      ),
    },
  },
];
