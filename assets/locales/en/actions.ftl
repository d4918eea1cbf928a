# What a user can do by name: menus, the palette, tooltips, the sheet of keys.
