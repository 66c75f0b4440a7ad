<?php

namespace Zotlabs\Module;

use App;
use Pollen\Hubzilla\ChannelPage;
use Pollen\Hubzilla\Endpoints;
use Zotlabs\Web\Controller;

/**
 * Hubzilla's module `pollen`: what programs ask is answered before anything is drawn; the rest is the app's page.
 */
class Pollen extends Controller
{
    public function init()
    {
        $method = (string) ($_SERVER['REQUEST_METHOD'] ?? 'GET');
        Endpoints::answer($method, (string) argv(1), (string) argv(2))?->send();
    }

    public function post()
    {
        ChannelPage::save();
    }

    public function get()
    {
        return ChannelPage::show();
    }
}
