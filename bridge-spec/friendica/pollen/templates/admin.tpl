<p>{{$status}}</p>
{{include file="field_textarea.tpl" field=$gateways}}
{{include file="field_input.tpl" field=$least_minutes}}
{{include file="field_input.tpl" field=$most_hours}}
{{include file="field_input.tpl" field=$accounts_per_run}}
{{include file="field_input.tpl" field=$media_megabytes}}
{{include file="field_checkbox.tpl" field=$announce}}
{{include file="field_checkbox.tpl" field=$private_addresses}}
<div class="submit"><input type="submit" name="page_site" value="{{$submit}}" /></div>
