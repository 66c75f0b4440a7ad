<?php

declare(strict_types=1);

namespace Pollen\Server;

use Pollen\Reader\Address;
use Pollen\Reader\PortableId;

/**
 * Makes a stranger's HTML fit for a server that turns it into BBCode: elements and attributes by allow-list
 * (bridge-spec section 6.1), and no square bracket that BBCode could take for a tag. Text stays readable whatever was
 * wrapped around it.
 */
final class Sanitiser
{
    private const ELEMENTS = [
        'p', 'br', 'span', 'strong', 'b', 'em', 'i', 'u', 'del', 's', 'blockquote', 'code', 'pre', 'ul', 'ol', 'li',
        'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
    ];
    /** Gone with all that is in them. */
    private const DROPPED = [
        'script', 'style', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'svg', 'math', 'template',
        'noscript', 'noembed', 'noframes', 'head', 'title', 'textarea', 'select', 'audio', 'video', 'canvas', 'map',
        'xmp', 'plaintext', 'base', 'meta', 'link', 'param', 'source', 'track',
    ];
    private const VOID = ['br'];
    private const DEPTH = 100;
    /** U+2060, word joiner: no width, no break. */
    private const JOINER = "\u{2060}";

    /** @var \Closure(string): ?string */
    private \Closure $address;
    /** @var \Closure(string): bool */
    private \Closure $accepts;

    /**
     * @param null|\Closure(string): ?string $address where a link to a Pollen thing, given by its canonical id, leads to
     *        here; null drops the link and keeps its text
     * @param null|\Closure(string): bool $accepts whether a web address may stay a link; each may, unless said otherwise
     */
    public function __construct(?\Closure $address = null, ?\Closure $accepts = null)
    {
        $this->address = $address ?? static fn (string $id): ?string => null;
        $this->accepts = $accepts ?? static fn (string $url): bool => true;
    }

    /** HTML of the allowed kinds only. */
    public function html(string $html): string
    {
        // What follows the end of the document would be lost.
        $html = (string) preg_replace('~</?(?:html|body)\b[^>]*>~i', '', $html);
        $document = new \DOMDocument();
        $before = libxml_use_internal_errors(true);
        $loaded = $document->loadHTML(
            '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
                . self::characters($html) . '</body></html>',
            LIBXML_NONET | LIBXML_NOERROR | LIBXML_NOWARNING | LIBXML_COMPACT
        );
        libxml_clear_errors();
        libxml_use_internal_errors($before);
        $body = $loaded ? $document->getElementsByTagName('body')->item(0) : null;
        return $body === null ? self::text($html) : $this->children($body, 0);
    }

    /** Plain text as HTML that shows just this text. */
    public static function text(string $text): string
    {
        return htmlspecialchars(self::brackets(self::characters($text)), ENT_QUOTES | ENT_HTML5 | ENT_SUBSTITUTE, 'UTF-8');
    }

    /** Plain text that can stand in BBCode as it is: names, captions. */
    public static function plain(string $text, int $maxCharacters = 4096): string
    {
        $line = (string) preg_replace('/\s+/u', ' ', self::characters($text));
        return self::brackets(trim(mb_substr($line, 0, $maxCharacters)));
    }

    private function children(\DOMNode $parent, int $depth): string
    {
        $html = '';
        foreach ($parent->childNodes as $node) {
            if ($node instanceof \DOMText) {
                $html .= self::text($node->data);
            } elseif ($node instanceof \DOMElement && $depth < self::DEPTH) {
                $html .= $this->element($node, $depth + 1);
            }
        }
        return $html;
    }

    private function element(\DOMElement $element, int $depth): string
    {
        $name = strtolower($element->localName ?? '');
        if (in_array($name, self::DROPPED, true)) {
            return '';
        }
        if (in_array($name, self::VOID, true)) {
            return '<' . $name . '>';
        }
        $inner = $this->children($element, $depth);
        if ($name === 'a') {
            $href = $this->link($element->getAttribute('href'));
            return $href === null ? $inner : '<a href="' . $href . '">' . $inner . '</a>';
        }
        return in_array($name, self::ELEMENTS, true) ? '<' . $name . '>' . $inner . '</' . $name . '>' : $inner;
    }

    /** The attribute's value, or null when the link is dropped. */
    private function link(string $href): ?string
    {
        $href = trim($href);
        $id = PortableId::canonical($href) ?? self::actor($href);
        $href = $id === null ? $href : ($this->address)($id);
        if ($href === null || ($id === null && !(PortableId::isWebUrl($href) && ($this->accepts)($href)))) {
            return null;
        }
        $href = strtr($href, ['[' => '%5B', ']' => '%5D', '<' => '%3C', '>' => '%3E', '"' => '%22', "'" => '%27']);
        return htmlspecialchars($href, ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }

    /** Whom an address names (bridge-spec section 2, rule 11): the app links whom it mentions so. */
    private static function actor(string $href): ?string
    {
        return preg_match('~\A(?:ipns://|did:key:)[A-Za-z0-9]+/?(?:[?#].*)?\z~', $href) === 1
            ? Address::parse($href)?->account->actorId
            : null;
    }

    /** No `[` that stands where a tag could begin. */
    private static function brackets(string $text): string
    {
        return (string) preg_replace('~\[(?![\s\d\]\[])~u', '[' . self::JOINER, $text);
    }

    /** Valid UTF-8 without control characters. */
    private static function characters(string $text): string
    {
        $text = mb_check_encoding($text, 'UTF-8') ? $text : mb_convert_encoding($text, 'UTF-8', 'UTF-8');
        return (string) preg_replace('/[^\P{C}\n\t\r\x{200c}\x{200d}\x{2060}\x{ad}]/u', '', $text);
    }
}
