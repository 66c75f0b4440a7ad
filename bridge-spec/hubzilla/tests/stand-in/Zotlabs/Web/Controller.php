<?php

namespace Zotlabs\Web;

abstract class Controller
{
    public function init()
    {
    }
}
