<p>{{$intro}}</p>
{{include file="field_checkbox.tpl" field=$tell_answers}}
{{include file="field_checkbox.tpl" field=$tell_follows}}
