<?php

declare(strict_types=1);

namespace Pollen\Hubzilla\Tests;

/**
 * Finds what PHP 8.1 does not understand in code that a newer PHP reads: syntax, functions and classes of 8.2 to 8.5.
 * Works on tokens, so that texts and comments may say what they like. What it calls syntax may now and then be an
 * unusual expression; write that in another way.
 */
final class Php81
{
    private const NAME = '[\w\\\\]+';

    private const SYNTAX = [
        'readonly class (8.2)' => '~\breadonly (?:final |abstract )*class\b~i',
        'null, false or true alone as a type (8.2)' => '~\b(?:function|fn)\b [^{};]*?\) (?:use \( [^)]*\) )?: (?:true|false|null) (?:\{|;|=>)'
            . '|[(,] (?:(?:public|protected|private|readonly) )*(?:true|false|null) \$|\b(?:public|protected|private|readonly|static|var) (?:true|false|null) \$~i',
        'true in a type (8.2)' => '~(?:\| true|true \|) (?:\$|\{)|: (?:\w+ \| )+true (?:\{|;|=>)~i',
        'types of intersections and unions together (8.2)' => '~\( ' . self::NAME . '(?: & ' . self::NAME . ')+ \) \||\| \( ' . self::NAME . ' &~',
        'trait, whose constants are of 8.2' => '~\btrait \w+ \{~i',
        'members of enumerations in constants (8.2)' => '~\bconst \w+ = [^;]*->~i',
        'typed constant (8.3)' => '~\bconst (?:\? )?' . self::NAME . '(?: [|&] ' . self::NAME . ')* \w+ =~i',
        'constant by a computed name (8.3)' => '~:: \{~',
        'static variable that is computed (8.3)' => '~\bstatic \$\w+ = (?:\$|[^;,\[]*\w \()~i',
        'property hooks (8.4)' => '~\$\w+ (?:= [^;{}()]+ )?\{ (?:final )?(?:& )?(?:get|set) (?:\{|=>|;|\()~i',
        'visibility of writing (8.4)' => '~\b(?:public|protected|private) ?\( ?set ?\)~i',
        'new without parentheses around it (8.4)' => '~\bnew ' . self::NAME . ' (\((?:[^()]|(?1))*+\)) (?:->|\?->|::|\[)~i',
        'final or abstract property (8.4)' => '~\b(?:final|abstract) (?:(?:public|protected|private|static|readonly) )*(?:\? )?(?:' . self::NAME . ' (?:\| ' . self::NAME . ' )*)?\$~i',
        'pipe (8.5)' => '~\|>|\| >~',
        'clone with (8.5)' => '~\bclone \( [^()]*,~i',
        'cast to void (8.5)' => '~\( ?void ?\)~i',
    ];

    private const FUNCTIONS = '~\A(?:curl_upkeep|ini_parse_quantity|libxml_get_external_entity_loader|memory_reset_peak_usage'
        . '|mysqli_execute_query|openssl_cipher_key_length|sodium_crypto_stream_xchacha20_xor_ic'
        . '|json_validate|mb_str_pad|posix_(?:sysconf|pathconf|fpathconf|eaccess)|socket_atmark|str_(?:in|de)crement|stream_context_set_options'
        . '|array_(?:find|find_key|any|all|first|last)|mb_[lr]?trim|mb_[ul]cfirst|bc(?:ceil|floor|round|divmod)|fpow|grapheme_(?:str_split|levenshtein)'
        . '|http_(?:get|clear)_last_response_headers|request_parse_body|sodium_crypto_aead_aegis\w+|get_(?:error|exception)_handler'
        . '|locale_is_right_to_left|curl_(?:multi_get_handles|share_init_persistent))\z~i';

    private const CLASSES = '~\A\\\\?(?:Random\\\\\w+|Dom\\\\\w+|BcMath\\\\\w+|Uri\\\\\w+|SensitiveParameter(?:Value)?|AllowDynamicProperties'
        . '|Override|Deprecated|NoDiscard|DelayedTargetValidation|RoundingMode|CURLOPT_(?:REDIR_)?PROTOCOLS_STR)\z~';

    /** @return list<string> what is newer, and where */
    public static function complaints(string $code): array
    {
        $tokens = array_values(array_filter(
            \PhpToken::tokenize($code),
            static fn (\PhpToken $token): bool => !$token->is([T_WHITESPACE, T_COMMENT, T_DOC_COMMENT, T_OPEN_TAG, T_INLINE_HTML])
        ));
        $words = array_map(static fn (\PhpToken $token): string => match (true) {
            $token->is([T_CONSTANT_ENCAPSED_STRING, T_ENCAPSED_AND_WHITESPACE]) => "''",
            default => trim($token->text),
        }, $tokens);
        $complaints = [];
        $line = implode(' ', $words);
        foreach (self::SYNTAX as $what => $pattern) {
            if (preg_match($pattern, $line, $found) !== 0) {
                $complaints[] = $what . ': ' . substr($found[0] ?? 'cannot be told', 0, 80);
            }
        }
        foreach ($tokens as $index => $token) {
            $isMember = in_array($words[$index - 1] ?? '', ['->', '?->', '::', 'function', 'const'], true);
            $isCalled = ($words[$index + 1] ?? '') === '(' && preg_match(self::FUNCTIONS, ltrim($token->text, '\\')) === 1;
            if (!$isMember && $token->is([T_STRING, T_NAME_FULLY_QUALIFIED, T_NAME_QUALIFIED])
                && ($isCalled || preg_match(self::CLASSES, $token->text) === 1)) {
                $complaints[] = $token->text . ' in line ' . $token->line;
            }
        }
        return $complaints;
    }

    private function __construct()
    {
    }
}
